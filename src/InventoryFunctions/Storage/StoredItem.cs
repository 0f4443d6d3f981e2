using Azure;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>An item as it was read, with the ETag that a change of it is conditional on.</summary>
/// <param name="Item">The item.</param>
/// <param name="ETag">Table Storage's ETag of the row; another with every write.</param>
public sealed record StoredItem(InventoryItem Item, ETag ETag);
