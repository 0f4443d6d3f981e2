using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>What <see cref="EndLine"/> takes.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ProductId">The item.</param>
/// <param name="End">How its reservation ends.</param>
public sealed record LineToEnd(string OrderId, string ProductId, ReservationEnd End);
