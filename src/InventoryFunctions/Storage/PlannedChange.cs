using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>
/// One item to change. No <paramref name="Before"/>: create. No <paramref name="After"/>: delete. Both: the next version
/// (<see cref="InventoryItem.NextVersion"/>), which holds only while the row still has the ETag that was read.
/// </summary>
/// <param name="Before">The item as it was read.</param>
/// <param name="After">The item as it shall be.</param>
public sealed record PlannedChange(StoredItem? Before, InventoryItem? After)
{
    /// <summary>The unreadable row that the change replaces or removes, or null. Such a change has no <see cref="Before"/>.</summary>
    public UnreadableItem? Unreadable { get; init; }

    /// <summary>The item's id.</summary>
    public string ItemId => After?.ItemId ?? Before?.Item.ItemId ?? Unreadable?.ItemId
        ?? throw new InvalidOperationException("A change has a before or an after.");
}
