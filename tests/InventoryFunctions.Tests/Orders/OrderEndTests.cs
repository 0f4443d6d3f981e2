using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>How what an order reserved ends because somebody says so: confirmed or released.</summary>
public sealed class OrderEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Confirm_ReservedOrder_LeavesTheStockAndIsIdempotent()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);

        (HttpStatusCode first, JsonElement order) = await app.EndAsync("o1", "confirm");
        (HttpStatusCode again, JsonElement same) = await app.EndAsync("o1", "confirm");
        (HttpStatusCode other, JsonElement problem) = await app.EndAsync("o1", "release");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (first, again, other));
        Assert.Equal("Confirmed", order.GetProperty("status").GetString());
        Assert.Equal(order.ToString(), same.ToString());
        Assert.Contains("o1 is Confirmed", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((6, 3), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(ReservationState.Confirmed, (await app.Reservations.FindAsync("o1", "tv", default))!.State);
        Assert.DoesNotContain(app.Bus.Published, published => published.Type == EventTypes.ReservationReleased);
    }

    [Fact]
    public async Task Release_ReservedOrder_BringsTheStockBackAndTells()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);

        (HttpStatusCode first, JsonElement order) = await app.EndAsync("o1", "release");
        (HttpStatusCode again, _) = await app.EndAsync("o1", "release");
        (HttpStatusCode other, _) = await app.EndAsync("o1", "confirm");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (first, again, other));
        Assert.Equal("Released", order.GetProperty("status").GetString());
        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
        Assert.Equal(
            [new ReservationReleased("o1", "desk", 2), new ReservationReleased("o1", "tv", 4)],
            app.Bus.Of<ReservationReleased>("o1").OrderBy(released => released.ProductId));
    }

    [Fact]
    public async Task Release_WasBrokenOffBeforeTheLinesEnded_IsFinishedByTheNextCall()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);
        await app.Orders.EndAsync("o1", ReservationEnd.Release, DateTimeOffset.UnixEpoch, default);

        (HttpStatusCode status, JsonElement order) = await app.EndAsync("o1", "release");

        Assert.Equal((HttpStatusCode.OK, "Released"), (status, order.GetProperty("status").GetString()));
        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
    }

    [Fact]
    public async Task Release_TwiceAtOnce_BothAreAnsweredWhenTheLinesHaveEnded()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);
        TaskCompletionSource linesMayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Traffic.Before = call => call.Body.Contains("item:", StringComparison.Ordinal) ? linesMayEnd.Task : Task.CompletedTask;
        Task<(HttpStatusCode Status, JsonElement Body)> first = app.EndAsync("o1", "release");
        await app.OrderThatIsAsync("o1", "Released");

        Task<(HttpStatusCode Status, JsonElement Body)> second = app.EndAsync("o1", "release");
        Assert.NotSame(second, await Task.WhenAny(second, app.GetAsync("orders/o1")));
        linesMayEnd.SetResult();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await first).Status, (await second).Status));
        Assert.Equal((10, 5), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("desk")).Stock));
    }

    [Fact]
    public async Task Release_TheLastPieces_PutsTheItemBackInStock()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 10 });
        await app.ChangeItemAsync("tv", item => item with { Status = StockStatus.OutOfStock });

        await app.EndAsync("o1", "release");

        InventoryItem item = await app.ItemAsync("tv");
        Assert.Equal((10, StockStatus.InStock), (item.Stock, item.Status));
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("release")]
    public async Task End_OrderThatHoldsNothing_IsAConflictThatSaysWhy(string call)
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 11 });

        // Of now: an older one is taken up by the sweep, should a quarter of an hour just be full.
        await app.Orders.AcceptAsync(new Order("o2", [new OrderLine("tv", 1)], OrderPolicy.Partial), TimeProvider.System.GetUtcNow(), default);

        (HttpStatusCode unavailable, JsonElement problem) = await app.EndAsync("o1", call);
        (HttpStatusCode pending, _) = await app.EndAsync("o2", call);
        (HttpStatusCode unknown, _) = await app.EndAsync("o3", call);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound), (unavailable, pending, unknown));
        Assert.Contains("o1 is Unavailable", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmAndRelease_AtOnce_OneWinsAndTheStockFollowsIt()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 4 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => app.EndAsync("o1", i % 2 == 0 ? "confirm" : "release")));

        string status = (await app.OrderAsync("o1")).GetProperty("status").GetString()!;
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal(status == "Confirmed" ? 6 : 10, (await app.ItemAsync("tv")).Stock);
    }

    [Fact]
    public async Task End_ItemIsGone_EndsNeverthelessAndTellsOfWhatCameBack()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);
        await app.ChangeItemAsync("tv", _ => null);

        (HttpStatusCode status, JsonElement order) = await app.EndAsync("o1", "release");

        Assert.Equal((HttpStatusCode.OK, "Released"), (status, order.GetProperty("status").GetString()));
        Assert.Equal([new ReservationReleased("o1", "desk", 2)], app.Bus.Of<ReservationReleased>("o1"));
    }

    [Fact]
    public async Task End_ItemIsNotSound_EndsTheOtherLinesAndTheNightEndsItOnceItIsMended()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await Shop.OpenAsync(azurite, clock);
        await app.PlacedAndDecidedAsync(Shop.TwoLines);
        InventoryItem tv = await app.ItemAsync("tv");
        await BatchUpdates.Inventory.AddBrokenRowAsync(app.Get<TableServiceClient>(), app.Store, "tv");

        Assert.Equal(HttpStatusCode.OK, (await app.EndAsync("o1", "release")).Status);
        Assert.Equal(5, (await app.ItemAsync("desk")).Stock);
        Assert.Equal(ReservationState.Open, (await app.Reservations.FindAsync("o1", "tv", default))!.State);

        ItemLookup broken = await app.Store.LookUpAsync("tv", default);
        await app.Store.CommitAsync(
            app.Store.ShardOf("tv"),
            [new PlannedChange(null, tv with { Version = broken.Unreadable!.Version + 1 }) { Unreadable = broken.Unreadable }],
            new ChangeCause(ChangeCauseKind.Request, "somebody mends it"),
            clock.GetUtcNow(),
            default);
        DateTimeOffset night = new(2026, 1, 2, 3, 30, 0, TimeSpan.Zero);
        await Eventually.HoldsAsync(() => clock.TimersAt(night) == 2, "this timer and that of the retention wait for the night");
        clock.Advance(TimeSpan.FromDays(2));

        await Eventually.HoldsAsync(async () => (await app.ItemAsync("tv")).Stock == 10, "the stock is back");
        await Eventually.HoldsAsync(() => app.Bus.Of<ReservationReleased>("o1").Count == 2, "both lines are told of");
    }

    [Fact]
    public async Task Confirm_IdsTooLongOrForeignForAnInstanceId_DoesWhatItDoesForOthers()
    {
        await using RunningOrders app = await Shop.OpenAsync(azurite, null, (ReservationOptions.HoldDurationSetting, "00:15:00"));
        foreach (string orderId in new[] { new string('x', 128), "Bestellung für Löwen", "獅子" })
        {
            await app.PlacedAndDecidedAsync(new { orderId, productId = "tv", quantity = 1 });

            (HttpStatusCode status, JsonElement order) = await app.EndAsync(orderId, "confirm");

            Assert.True(status == HttpStatusCode.OK, $"{status}: {order}");
            Assert.Equal("Confirmed", order.GetProperty("status").GetString());
            await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync(OrderWorkflows.InstanceIdOf(orderId)).WaitAsync(Eventually.DefaultDeadline);
        }

        Assert.Equal(7, (await app.ItemAsync("tv")).Stock);
    }
}
