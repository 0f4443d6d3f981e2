using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Orders;

/// <summary>Decides about reservations that have been open for long: most wait for their confirmation, some were left behind.</summary>
public static class Leftover
{
    /// <summary>
    /// A line that is reserved so long after its order was decided was reserved a second time, when its first reservation had ended and been removed. The value
    /// is 12 hours: less than such rows are kept, far more than clocks differ.
    /// </summary>
    public static readonly TimeSpan SecondTime = TimeSpan.FromHours(12);

    /// <summary>What settles <paramref name="line"/>.</summary>
    /// <param name="order">Its order, or null where there is none.</param>
    /// <param name="line">An open reservation.</param>
    /// <param name="now">The time; a hold that is over is one that nothing ended.</param>
    public static LeftoverStep Settle(OrderRecord? order, Reservation line, DateTimeOffset now) => order switch
    {
        null => LeftoverStep.Unknown,
        { Outcome: null } => LeftoverStep.DecideOrder,
        { Outcome: var outcome } when !IsHeld(outcome, line) => LeftoverStep.ReleaseLine,
        { End: not null } => LeftoverStep.EndOrder,
        { Outcome.HoldUntil: { } holdUntil } when holdUntil <= now => LeftoverStep.EndOrder,
        _ => LeftoverStep.None,
    };

    private static bool IsHeld(OrderOutcome outcome, Reservation line) =>
        outcome.LinesThatAre(OrderLineStatus.Reserved).Any(reserved => reserved.ProductId == line.ItemId)
        && !(line.DecidedAt > outcome.DecidedAt + SecondTime);
}
