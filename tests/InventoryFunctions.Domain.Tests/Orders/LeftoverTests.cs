using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Tests.Orders;

public sealed class LeftoverTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Order Order = new("o1", [new OrderLine("tv", 3)], OrderPolicy.AllOrNothing);

    [Fact]
    public void Settle_NoOrder_IsNotKnown() => Assert.Equal(LeftoverStep.Unknown, Leftover.Settle(null, Line(Noon), Noon));

    [Fact]
    public void Settle_OrderThatIsNotDecided_DecidesIt() =>
        Assert.Equal(LeftoverStep.DecideOrder, Leftover.Settle(new OrderRecord("o1", Order), Line(Noon), Noon));

    [Fact]
    public void Settle_LineThatTheOrderHolds_Waits() =>
        Assert.Equal(LeftoverStep.None, Leftover.Settle(Decided(OrderLineStatus.Reserved), Line(Noon), Noon.AddDays(300)));

    [Theory]
    [InlineData(OrderLineStatus.Unavailable)]
    [InlineData(OrderLineStatus.Withdrawn)]
    public void Settle_LineThatTheOrderDoesNotHold_ReleasesIt(OrderLineStatus status) =>
        Assert.Equal(LeftoverStep.ReleaseLine, Leftover.Settle(Decided(status), Line(Noon), Noon));

    [Theory]
    [InlineData(ReservationEnd.Confirm)]
    [InlineData(ReservationEnd.Release)]
    [InlineData(ReservationEnd.Expire)]
    public void Settle_OrderThatEnded_EndsTheLineToo(ReservationEnd end) =>
        Assert.Equal(LeftoverStep.EndOrder, Leftover.Settle(Decided(OrderLineStatus.Reserved) with { End = end }, Line(Noon), Noon));

    [Fact]
    public void Settle_LineReservedASecondTimeLongAfterTheDecision_IsReleasedThoughTheOrderIsConfirmed() => Assert.Equal(
        LeftoverStep.ReleaseLine,
        Leftover.Settle(Decided(OrderLineStatus.Reserved) with { End = ReservationEnd.Confirm }, Line(Noon.AddHours(13)), Noon.AddDays(3)));

    [Theory]
    [InlineData(59, LeftoverStep.None)]
    [InlineData(60, LeftoverStep.EndOrder)]
    public void Settle_HoldThatNothingEnded_EndsIt(int minutes, LeftoverStep step) =>
        Assert.Equal(step, Leftover.Settle(Decided(OrderLineStatus.Reserved, Noon.AddHours(1)), Line(Noon), Noon.AddMinutes(minutes)));

    private static OrderRecord Decided(OrderLineStatus status, DateTimeOffset? holdUntil = null) => new(
        "o1",
        null,
        new OrderOutcome("o1", OrderPolicy.AllOrNothing, OrderStatus.Reserved, [new OrderLineOutcome("tv", 3, status)])
        {
            HoldUntil = holdUntil,
            DecidedAt = Noon,
        });

    private static Reservation Line(DateTimeOffset decidedAt) =>
        new() { OrderId = "o1", ItemId = "tv", Quantity = 3, State = ReservationState.Open, DecidedAt = decidedAt };
}
