using System.Diagnostics;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Orders;

/// <summary>An order as it stands.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Order">What was ordered while that is not decided; null afterwards, when the outcome says it.</param>
/// <param name="Outcome">What was decided, or null.</param>
/// <param name="End">How its reservations ended, or null while they have not.</param>
/// <param name="EndedAt">When.</param>
public sealed record OrderRecord(
    string OrderId, Order? Order, OrderOutcome? Outcome = null, ReservationEnd? End = null, DateTimeOffset? EndedAt = null)
{
    /// <summary>How far the order is.</summary>
    public OrderStatus Status => End is { } end ? StatusAfter(end) : Outcome?.Status ?? OrderStatus.Pending;

    /// <summary>Whether the order holds reservations that can still end one way or another.</summary>
    public bool IsOpen => Status is OrderStatus.Reserved or OrderStatus.PartiallyReserved;

    /// <summary>What an order is once its reservations ended as <paramref name="end"/>.</summary>
    public static OrderStatus StatusAfter(ReservationEnd end) => end switch
    {
        ReservationEnd.Confirm => OrderStatus.Confirmed,
        ReservationEnd.Release => OrderStatus.Released,
        ReservationEnd.Expire => OrderStatus.Expired,
        _ => throw new UnreachableException($"There is no end {end}."),
    };
}
