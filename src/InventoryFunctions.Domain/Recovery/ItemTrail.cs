using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>
/// What is recorded of an item since a moment: how it was then, how the last change left it, what orders took and gave back in between, and what was bought.
/// </summary>
public sealed record ItemTrail
{
    /// <summary>The item as it was at the moment: the image before the first change since. Null: it did not exist.</summary>
    public required InventoryItem? AtStart { get; init; }

    /// <summary>The item as the last change left it, or null where that deleted it.</summary>
    public required InventoryItem? Last { get; init; }

    /// <summary>The last change set.</summary>
    public required Guid LastSet { get; init; }

    /// <summary>Pieces that orders have reserved since, in all.</summary>
    public long Reserved { get; init; }

    /// <summary>Pieces that came back from orders since, in all: released or expired.</summary>
    public long Returned { get; init; }

    /// <summary>Pieces that came in with purchase orders since, in all.</summary>
    public long Received { get; init; }

    /// <summary>
    /// Whether each change begins with what the one before left, and the first with an image that is no younger than the moment. If not, a change is
    /// missing, or came out of order, and nothing can be concluded.
    /// </summary>
    public required bool IsUnbroken { get; init; }

    /// <summary>
    /// The trail after one more change set, which touches the item; sets come oldest first.
    /// </summary>
    /// <param name="trail">What is known so far, or null for the first.</param>
    /// <param name="asOf">The moment; the set is younger.</param>
    /// <param name="set">The change set.</param>
    /// <param name="change">What it does to the item.</param>
    public static ItemTrail Follow(ItemTrail? trail, DateTimeOffset asOf, ChangeSet set, ItemChange change) => trail is null
        ? new ItemTrail
        {
            AtStart = change.Before,
            Last = change.After,
            LastSet = set.Id,
            Received = ReceivedWith(set, change),
            IsUnbroken = change.Before is null || change.Before.LastUpdated <= asOf,
        }
        : trail with
        {
            Last = change.After,
            LastSet = set.Id,
            Received = trail.Received + ReceivedWith(set, change),
            IsUnbroken = trail.IsUnbroken && change.Before == trail.Last && string.CompareOrdinal(trail.LastSet.ToString("N"), set.Id.ToString("N")) < 0,
        };

    /// <summary>The trail after one step of a reservation of the item.</summary>
    public ItemTrail With(ReservationChange step) => step switch
    {
        { From: null, To: ReservationState.Open } => this with { Reserved = Reserved + step.Quantity },
        { To: ReservationState.Released or ReservationState.Expired } => this with { Returned = Returned + step.Quantity - step.Unreturned },
        _ => this,
    };

    private static long ReceivedWith(ChangeSet set, ItemChange change) =>
        set.Cause.Kind == ChangeCauseKind.PurchaseOrder ? (change.After?.Stock ?? 0) - (long)(change.Before?.Stock ?? 0) : 0;
}
