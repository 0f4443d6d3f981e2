using Azure.Data.Tables;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Orders;

public sealed class RecordOrderEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Run_AnotherEndComesBetweenReadAndWrite_AnswersThatOne()
    {
        string account = azurite.NewAccount();
        await using InventoryApp app = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        OrderStore another = new(new TableServiceClient(account));
        await DecideAsync(app, OrderLineStatus.Reserved, holdUntil: null);
        app.Traffic.Before = async call =>
        {
            if (call.Body.Contains("ended:o1", StringComparison.Ordinal))
            {
                await another.EndAsync("o1", ReservationEnd.Release, app.Clock.GetUtcNow(), default);
            }
        };

        EndedOrder? ended = await RunAsync(app, ReservationEnd.Confirm);

        Assert.Equal(ReservationEnd.Release, ended!.End);
        Assert.Equal([new EndedLine("tv", 3)], ended.Lines);
    }

    [Fact]
    public async Task Run_ExpiryBeforeTheHoldIsOver_IsTriedAgainLater()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await DecideAsync(app, OrderLineStatus.Reserved, app.Clock.GetUtcNow().AddSeconds(1));

        await Assert.ThrowsAsync<HoldNotOverException>(() => RunAsync(app, ReservationEnd.Expire));
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ReservationEnd.Expire, (await RunAsync(app, ReservationEnd.Expire))!.End);
    }

    [Theory]
    [InlineData(OrderLineStatus.Reserved, ReservationEnd.Expire)]
    [InlineData(OrderLineStatus.Unavailable, ReservationEnd.Confirm)]
    [InlineData(OrderLineStatus.Unavailable, ReservationEnd.Release)]
    public async Task Run_NothingThatCouldEndSo_EndsNothing(OrderLineStatus status, ReservationEnd end)
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await DecideAsync(app, status, holdUntil: null);

        Assert.Null(await RunAsync(app, end));
        Assert.Null((await app.Get<OrderStore>().FindAsync("o1", default))!.End);
    }

    private static async Task DecideAsync(InventoryApp app, OrderLineStatus status, DateTimeOffset? holdUntil) => await app.Get<OrderStore>().DecideAsync(
        new OrderOutcome(
            "o1",
            OrderPolicy.AllOrNothing,
            status == OrderLineStatus.Reserved ? OrderStatus.Reserved : OrderStatus.Unavailable,
            [new OrderLineOutcome("tv", 3, status)]) { HoldUntil = holdUntil },
        app.Clock.GetUtcNow(),
        default);

    private static Task<EndedOrder?> RunAsync(InventoryApp app, ReservationEnd end) =>
        app.Function<RecordOrderEnd>().RunAsync(new OrderEndCommand("o1", end), CancellationToken.None);
}
