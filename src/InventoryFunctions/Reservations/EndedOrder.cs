using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>An order whose reservations end: the first end that was recorded, whatever was asked for later.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="End">How they end.</param>
/// <param name="EndedAt">When that was recorded.</param>
/// <param name="Lines">The lines that were reserved.</param>
/// <param name="IsHeld">Whether the order's orchestration waits for the end of a hold.</param>
public sealed record EndedOrder(string OrderId, ReservationEnd End, DateTimeOffset EndedAt, IReadOnlyList<EndedLine> Lines, bool IsHeld);
