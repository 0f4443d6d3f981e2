using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>Asks for an order's reservations to be ended.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="End">How.</param>
public sealed record OrderEndCommand(string OrderId, ReservationEnd End);
