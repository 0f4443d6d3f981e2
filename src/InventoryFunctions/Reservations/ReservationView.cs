using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>An open reservation as the API answers it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">The pieces held.</param>
/// <param name="ReservedAt">Since when.</param>
/// <param name="HoldUntil">When it may expire, or null where it never does.</param>
public sealed record ReservationView(string OrderId, string ProductId, int Quantity, DateTimeOffset ReservedAt, DateTimeOffset? HoldUntil)
{
    /// <summary>The view of <paramref name="reservation"/>.</summary>
    public static ReservationView Of(Reservation reservation) => new(
        reservation.OrderId, reservation.ItemId, reservation.Quantity, reservation.DecidedAt, reservation.HoldUntil);
}
