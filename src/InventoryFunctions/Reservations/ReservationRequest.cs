using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>What callers ask of a shard's reservations.</summary>
internal abstract record ReservationRequest(string OrderId, string ItemId)
{
    /// <summary>The row key of the reservation.</summary>
    public string RowKey { get; } = InventoryKeys.ReservationRow(OrderId, ItemId);

    /// <summary>Whether the answer can depend on the item.</summary>
    public abstract bool NeedsItem { get; }

    /// <summary>Reserve a line.</summary>
    public sealed record Reserve(ReserveCommand Command) : ReservationRequest(Command.OrderId, Command.ItemId)
    {
        public override bool NeedsItem => true;
    }

    /// <summary>End a reservation.</summary>
    public sealed record Finish(string OrderId, string ItemId, ReservationEnd End) : ReservationRequest(OrderId, ItemId)
    {
        public override bool NeedsItem => Ending.ReturnsStock(End);
    }
}
