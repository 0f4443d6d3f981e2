using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Reservations;

/// <summary>What <see cref="ReserveLine"/> takes.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Line">The line.</param>
/// <param name="HoldUntil">When the reservation may expire, or null where it never does.</param>
public sealed record LineToReserve(string OrderId, OrderLine Line, DateTimeOffset? HoldUntil);
