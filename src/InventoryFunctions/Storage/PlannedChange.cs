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

    /// <summary>When the change takes place, if it is decided at <paramref name="now"/>; see <see cref="InventoryItem.NextTime"/>.</summary>
    internal DateTimeOffset TimeOf(DateTimeOffset now)
    {
        DateTimeOffset next = Before?.Item.NextTime(now) ?? now;
        return After is { LastUpdated: var updated } && updated > next ? updated : next;
    }

    /// <summary>
    /// This change as part of a transaction that takes place at <paramref name="time"/>. An item that is created with a last update before
    /// <paramref name="now"/> keeps it (parity A4).
    /// </summary>
    internal PlannedChange At(DateTimeOffset time, DateTimeOffset now) =>
        After is { } after && after.LastUpdated != time && (Before is not null || Unreadable is not null || after.LastUpdated >= now)
            ? this with { After = after with { LastUpdated = time } }
            : this;

    /// <summary>The item's id.</summary>
    public string ItemId => After?.ItemId ?? Before?.Item.ItemId ?? Unreadable?.ItemId
        ?? throw new InvalidOperationException("A change has a before or an after.");
}
