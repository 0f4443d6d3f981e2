using System.Diagnostics;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Reservations;

/// <summary>Decides how a reservation ends: from open to confirmed, released or expired, once and for good.</summary>
public static class Ending
{
    /// <summary>What <paramref name="end"/> makes of a reservation.</summary>
    /// <param name="present">The reservation as it stands, or null where there is none.</param>
    /// <param name="end">How it shall end.</param>
    /// <param name="now">The time; expiry waits until the hold is over.</param>
    public static ReservationEnding Decide(Reservation? present, ReservationEnd end, DateTimeOffset now) => present switch
    {
        null => new ReservationEnding.NotFound(),
        { State: ReservationState.Open } when end == ReservationEnd.Expire && !(present.HoldUntil <= now) =>
            new ReservationEnding.Refused(ReservationState.Open),
        { State: ReservationState.Open } =>
            new ReservationEnding.Ended(present with { State = StateAfter(end), EndedAt = now }, Changed: true),
        _ when present.State == StateAfter(end) => new ReservationEnding.Ended(present, Changed: false),
        _ => new ReservationEnding.Refused(present.State),
    };

    /// <summary>Whether pieces go back to the stock.</summary>
    public static bool ReturnsStock(ReservationEnd end) => end != ReservationEnd.Confirm;

    /// <summary>How many of <paramref name="quantity"/> pieces the item takes back: all, unless it is gone or its stock would pass the most there may be.</summary>
    public static int Returnable(InventoryItem? item, int quantity) =>
        item is null ? 0 : Math.Min(quantity, ItemRules.MaxQuantity - item.Stock);

    private static ReservationState StateAfter(ReservationEnd end) => end switch
    {
        ReservationEnd.Confirm => ReservationState.Confirmed,
        ReservationEnd.Release => ReservationState.Released,
        ReservationEnd.Expire => ReservationState.Expired,
        _ => throw new UnreachableException($"There is no end {end}."),
    };
}
