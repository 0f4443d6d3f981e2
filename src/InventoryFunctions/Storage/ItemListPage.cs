using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>A page of a list of items.</summary>
/// <param name="Items">The items.</param>
/// <param name="Unreadable">Rows met on the way that are no sound items; they are reported rather than left out in silence.</param>
/// <param name="Continuation">Opaque: where the next page begins, or null where the list ends here.</param>
public sealed record ItemListPage(IReadOnlyList<InventoryItem> Items, IReadOnlyList<UnreadableItem> Unreadable, string? Continuation);
