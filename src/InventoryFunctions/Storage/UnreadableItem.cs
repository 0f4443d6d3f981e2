using Azure;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Storage;

/// <summary>
/// A row that is no sound item: somebody else wrote it, past this application. It is reported, never repaired silently;
/// a PUT of the item replaces it, a DELETE removes it.
/// </summary>
/// <param name="ItemId">The item's id.</param>
/// <param name="Rule">The first rule the row breaks.</param>
/// <param name="Version">The row's version where it has one, else 0.</param>
/// <param name="ETag">Table Storage's ETag of the row.</param>
public sealed record UnreadableItem(string ItemId, BrokenRule Rule, long Version, ETag ETag);
