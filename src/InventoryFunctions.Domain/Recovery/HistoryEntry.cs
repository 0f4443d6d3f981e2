using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>One step in the history of an item: who changed what, when, from what to what, and which orders had to do with it.</summary>
/// <param name="ChangeId">The change set; entries sort by it.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Action">What happened.</param>
/// <param name="Version">The item's version from then on, or null where it was deleted or did not change.</param>
/// <param name="Cause">Why.</param>
/// <param name="Changes">What changed, field by field.</param>
/// <param name="Orders">The steps of the item's reservations that were part of it.</param>
public sealed record HistoryEntry(
    Guid ChangeId,
    DateTimeOffset Time,
    HistoryAction Action,
    long? Version,
    ChangeCause Cause,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<ReservationChange> Orders)
{
    // What changes with every change, and what never does, says nothing.
    private static readonly IReadOnlyList<(string Field, Func<InventoryItem, object?> Value)> Fields =
    [
        ("name", item => item.Name),
        ("category", item => item.Category),
        ("price", item => item.Price),
        ("stock", item => item.Stock),
        ("threshold", item => item.Threshold),
        ("minPurchaseQuantity", item => item.MinPurchaseQuantity),
        ("status", item => item.Status),
        ("lastExecutionId", item => item.LastExecutionId),
    ];

    /// <summary>What <paramref name="set"/> did to an item, or null where it has nothing to do with it.</summary>
    public static HistoryEntry? Of(ChangeSet set, string itemId)
    {
        ItemChange? change = set.Items.FirstOrDefault(item => item.ItemId == itemId);
        ReservationChange[] orders = [.. set.Reservations.Where(reservation => reservation.ItemId == itemId)];
        if (change is null)
        {
            return orders.Length == 0 ? null : new HistoryEntry(set.Id, set.Time, HistoryAction.OrdersOnly, null, set.Cause, [], orders);
        }

        HistoryAction action = change switch
        {
            { Before: null } => HistoryAction.Created,
            { After: null } => HistoryAction.Deleted,
            _ => HistoryAction.Changed,
        };
        return new HistoryEntry(set.Id, set.Time, action, change.After?.Version, set.Cause, [.. Differences(change)], orders);
    }

    private static IEnumerable<FieldChange> Differences(ItemChange change) => Fields
        .Select(field => new FieldChange(field.Field, Of(change.Before, field.Value), Of(change.After, field.Value)))
        .Where(field => !Equals(field.From, field.To));

    private static object? Of(InventoryItem? item, Func<InventoryItem, object?> value) => item is null ? null : value(item);
}
