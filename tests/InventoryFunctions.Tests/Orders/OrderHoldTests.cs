using System.Net;
using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>How what an order reserved ends because nobody says anything: by the hold's timer, and by the sweep where that is lost.</summary>
public sealed class OrderHoldTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(15);
    private static readonly (string, string) HoldSetting = (ReservationOptions.HoldDurationSetting, "00:15:00");

    [Fact]
    public async Task Hold_NotConfirmedInTime_ExpiresAndTells()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        JsonElement order = await app.PlacedAndDecidedAsync(Shop.TwoLines);
        Assert.Equal(clock.GetUtcNow() + Hold, order.GetProperty("holdUntil").GetDateTimeOffset());

        clock.Advance(Hold);

        await app.OrderThatIsAsync("o1", "Expired");
        await Eventually.HoldsAsync(() => app.Bus.Of<ReservationExpired>("o1").Count == 2, "both lines are told of");
        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(HttpStatusCode.Conflict, (await app.EndAsync("o1", "confirm")).Status);
    }

    [Fact]
    public async Task Hold_ConfirmedInTime_EndsTheWaitAndNeverExpires()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);

        Assert.Equal(HttpStatusCode.OK, (await app.EndAsync("o1", "confirm")).Status);

        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Order_o1").WaitAsync(Eventually.DefaultDeadline);
        clock.Advance(Hold * 2);
        Assert.Equal("Confirmed", (await app.OrderAsync("o1")).GetProperty("status").GetString());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
    }

    [Fact]
    public async Task Hold_IsOverWhileAConfirmationIsUnderWay_OneWinsAndTheStockFollowsIt()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        for (int i = 0; i < 5; i++)
        {
            await app.PlacedAndDecidedAsync(new { orderId = $"o{i}", productId = "tv", quantity = 2 });
        }

        Task<(HttpStatusCode Status, JsonElement Body)>[] confirmations =
            [.. Enumerable.Range(0, 5).Select(i => app.PostAsync($"orders/o{i}/confirm"))];
        clock.Advance(Hold);

        (HttpStatusCode Status, JsonElement Body)[] answers = await Task.WhenAll(confirmations);
        for (int i = 0; i < 5; i++)
        {
            await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync($"Order_o{i}").WaitAsync(Eventually.DefaultDeadline);
        }

        string[] statuses = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => (await app.OrderAsync($"o{i}")).GetProperty("status").GetString()!));
        Assert.Equal(10 - (2 * statuses.Count(status => status == "Confirmed")), (await app.ItemAsync("tv")).Stock);
        // The moved clock ends the callers' patience too: Accepted tells of neither.
        Assert.All(answers.Zip(statuses), ended => Assert.Contains(
            (ended.First.Status, ended.Second),
            new[] { (HttpStatusCode.OK, "Confirmed"), (HttpStatusCode.Conflict, "Expired"), (HttpStatusCode.Accepted, "Confirmed"), (HttpStatusCode.Accepted, "Expired") }));
    }

    [Fact]
    public async Task Hold_TimerIsLost_TheSweepFindsIt()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);
        await app.Host.DurableTaskClient.TerminateInstanceAsync("Order_o1");
        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Order_o1").WaitAsync(Eventually.DefaultDeadline);

        clock.Advance(Hold + TimeSpan.FromMinutes(10));

        await app.OrderThatIsAsync("o1", "Expired");
        await Eventually.HoldsAsync(async () => (await app.ItemAsync("tv")).Stock == 10 && (await app.ItemAsync("desk")).Stock == 5, "the stock is back");
    }

    [Fact]
    public async Task Sweep_AnOrderThatCanNotBeRead_IsPassedOver()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        foreach (string orderId in new[] { "o1", "o2" })
        {
            await app.PlacedAndDecidedAsync(new { orderId, productId = "tv", quantity = 2 });
            await app.Host.DurableTaskClient.TerminateInstanceAsync($"Order_{orderId}");
            await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync($"Order_{orderId}").WaitAsync(Eventually.DefaultDeadline);
        }

        await app.SpoilDecisionAsync("o1");
        clock.Advance(Hold + OverdueOrders.Grace);

        await app.Get<OverdueOrders>().SettleAsync(app.Host.DurableTaskClient, default);

        await app.OrderThatIsAsync("o2", "Expired");
    }

    [Fact]
    public async Task Sweep_NoHoldIsSet_LooksForNothing()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        app.Traffic.Clear();

        await app.Get<OverdueOrders>().SettleAsync(app.Host.DurableTaskClient, default);

        Assert.DoesNotContain(app.Traffic.Calls, call => call.Path.Contains("HoldUntil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_OrderWhoseDecisionWasLost_DecidesIt()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock, HoldSetting);
        Order order = new("o1", [new OrderLine("tv", 4), new OrderLine("desk", 50)], OrderPolicy.AllOrNothing);
        await app.Orders.AcceptAsync(order, clock.GetUtcNow(), default);
        await app.Reservations.ReserveAsync(new ReserveCommand("o1", "tv", 4, clock.GetUtcNow() + Hold), default);

        clock.Advance(Hold + TimeSpan.FromMinutes(10));

        await app.OrderThatIsAsync("o1", "Unavailable");
        Assert.Equal(10, (await app.ItemAsync("tv")).Stock);
    }
}
