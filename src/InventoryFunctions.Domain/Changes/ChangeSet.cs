using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Changes;

/// <summary>Everything one transaction changed, with its cause: the source of the change feed, the journal and the audit.</summary>
/// <param name="Id">A UUID version 7 of <paramref name="Time"/>, so that change sets of a shard sort by time, and those of an item by version.</param>
/// <param name="Time">When it took place: when it was decided, or later, if an item in it was changed last by a host whose clock is ahead.</param>
/// <param name="Cause">Why.</param>
/// <param name="Items">The items touched, each once.</param>
public sealed record ChangeSet(Guid Id, DateTimeOffset Time, ChangeCause Cause, IReadOnlyList<ItemChange> Items)
{
    /// <summary>
    /// The steps of reservations, in the order in which they were decided. A confirmed reservation stands here alone: it changes no item. Sets from before
    /// there were reservations have none.
    /// </summary>
    public IReadOnlyList<ReservationChange> Reservations { get => field ?? []; init; }
}
