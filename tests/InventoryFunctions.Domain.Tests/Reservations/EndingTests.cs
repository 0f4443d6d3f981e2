using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Tests.Reservations;

public sealed class EndingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Reservation Open = new()
    {
        OrderId = "order", ItemId = "tv", Quantity = 3, State = ReservationState.Open, DecidedAt = Noon, HoldUntil = Noon.AddHours(1),
    };

    [Theory]
    [InlineData(ReservationEnd.Confirm, ReservationState.Confirmed)]
    [InlineData(ReservationEnd.Release, ReservationState.Released)]
    [InlineData(ReservationEnd.Expire, ReservationState.Expired)]
    public void Decide_OpenReservation_Ends(ReservationEnd end, ReservationState state)
    {
        DateTimeOffset later = Noon.AddHours(1);

        Assert.Equal(
            new ReservationEnding.Ended(Open with { State = state, EndedAt = later }, Changed: true), Ending.Decide(Open, end, later));
    }

    [Theory]
    [InlineData(ReservationEnd.Confirm)]
    [InlineData(ReservationEnd.Release)]
    [InlineData(ReservationEnd.Expire)]
    public void Decide_TheSameEndAgain_IsASuccessThatChangesNothing(ReservationEnd end)
    {
        Reservation ended = Assert.IsType<ReservationEnding.Ended>(Ending.Decide(Open, end, Noon.AddHours(1))).Reservation;

        Assert.Equal(new ReservationEnding.Ended(ended, Changed: false), Ending.Decide(ended, end, Noon.AddHours(2)));
    }

    [Theory]
    [InlineData(ReservationState.Confirmed, ReservationEnd.Release)]
    [InlineData(ReservationState.Confirmed, ReservationEnd.Expire)]
    [InlineData(ReservationState.Released, ReservationEnd.Confirm)]
    [InlineData(ReservationState.Released, ReservationEnd.Expire)]
    [InlineData(ReservationState.Expired, ReservationEnd.Confirm)]
    [InlineData(ReservationState.Expired, ReservationEnd.Release)]
    [InlineData(ReservationState.Refused, ReservationEnd.Confirm)]
    [InlineData(ReservationState.Refused, ReservationEnd.Release)]
    [InlineData(ReservationState.Refused, ReservationEnd.Expire)]
    public void Decide_EndedInAnotherWay_IsRefusedWithThePresentState(ReservationState state, ReservationEnd end) =>
        Assert.Equal(new ReservationEnding.Refused(state), Ending.Decide(Open with { State = state }, end, Noon.AddHours(2)));

    [Theory]
    [InlineData(60)]
    [InlineData(null)]
    public void Decide_ExpiryBeforeTheHoldIsOver_IsRefused(int? minutes)
    {
        Reservation held = Open with { HoldUntil = minutes is { } hold ? Noon.AddMinutes(hold) : null };

        Assert.Equal(new ReservationEnding.Refused(ReservationState.Open), Ending.Decide(held, ReservationEnd.Expire, Noon.AddMinutes(59)));
    }

    [Fact]
    public void Decide_NoReservation_IsNotFound() =>
        Assert.IsType<ReservationEnding.NotFound>(Ending.Decide(null, ReservationEnd.Release, Noon));

    [Theory]
    [InlineData(10, 3)]
    [InlineData(ItemRules.MaxQuantity - 1, 1)]
    [InlineData(null, 0)]
    public void Returnable_ItemWithOrWithoutRoom_IsWhatItTakes(int? stock, int expected)
    {
        InventoryItem? item = stock is { } present ? new InventoryItem { ItemId = "tv", Stock = present } : null;

        Assert.Equal(expected, Ending.Returnable(item, 3));
    }
}
