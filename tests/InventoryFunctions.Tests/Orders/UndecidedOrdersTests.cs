using System.Text.Json;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Orders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Workflows;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Orders that were kept and not passed on.</summary>
[Trait("Parity", "D4")]
public sealed class UndecidedOrdersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Order Kept = new("o1", [new OrderLine("tv", 4)], OrderPolicy.AllOrNothing);

    [Fact]
    public async Task Receive_CallerGoesAway_TheOrderIsPassedOnAllTheSame()
    {
        await using RunningOrders app = await StartAsync();
        using CancellationTokenSource caller = new();
        TaskCompletionSource gone = new();
        TaskCompletionSource storing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Traffic.Before = call => Stores(call, "accepted:o1") && storing.TrySetResult() ? gone.Task : Task.CompletedTask;

        Task receiving = app.Get<OrderIntake>().ReceiveAsync(Kept, caller.Token);
        await storing.Task.WaitAsync(Eventually.DefaultDeadline);
        await caller.CancelAsync();
        gone.SetResult();
        await receiving;

        Assert.Equal("Reserved", (await app.DecidedAsync("o1")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sweep_OrderThatNobodyPassedOn_DecidesItOnce()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await StartAsync(clock);
        await app.Orders.AcceptAsync(Kept, clock.GetUtcNow(), default);
        await app.PlacedAndDecidedAsync(new { orderId = "o2", productId = "tv", quantity = 1 });
        clock.Advance(UndecidedOrders.Grace + TimeSpan.FromSeconds(1));

        await SweepAsync(app);
        JsonElement order = await app.DecidedAsync("o1");
        await SweepAsync(app);

        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal(5, (await app.ItemAsync("tv")).Stock);
    }

    [Fact]
    public async Task Sweep_OrderThatMayBeOnItsWay_IsLeftAlone()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await StartAsync(clock);
        await app.Orders.AcceptAsync(Kept, clock.GetUtcNow(), default);
        clock.Advance(UndecidedOrders.Grace - TimeSpan.FromSeconds(1));

        await SweepAsync(app);

        Assert.Null(await app.Host.DurableTaskClient.GetInstanceAsync("Order_o1"));
    }

    [Fact]
    public async Task Sweep_OrderThatCanNotBeStarted_IsFoundByALaterOne()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await StartAsync(clock);
        await app.Orders.AcceptAsync(Kept, clock.GetUtcNow() - TimeSpan.FromDays(2), default);

        await app.Get<UndecidedOrders>().SettleAsync(new NobodyAnswers(), default);
        await SweepAsync(app);

        Assert.Equal("Reserved", (await app.DecidedAsync("o1")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sweep_AllIsSettled_TheNextOneLooksAtWhatCameSince()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await StartAsync(clock);
        await SweepAsync(app);
        clock.Advance(TimeSpan.FromMinutes(4));
        app.Traffic.Clear();

        await SweepAsync(app);

        // From five minutes before the first one's end on; a clock may be slow.
        Assert.Equal(4, app.Traffic.Calls.Count(call => Uri.UnescapeDataString(call.Path).Contains("Time ge datetime'2026-01-01T11:45:00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Timer_ComesDue_Sweeps()
    {
        ManualTimeProvider clock = new();
        await using RunningOrders app = await StartAsync(clock);
        await app.Orders.AcceptAsync(Kept, clock.GetUtcNow(), default);

        await Eventually.HoldsAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(15));
                return await app.Host.DurableTaskClient.GetInstanceAsync("Order_o1") is not null;
            },
            "the timer has the order taken up");
    }

    private static Task SweepAsync(RunningOrders app) => app.Get<UndecidedOrders>().SettleAsync(app.Host.DurableTaskClient, default);

    private static bool Stores(StorageCall call, string row) =>
        call.Path.Contains("$batch", StringComparison.Ordinal) && Uri.UnescapeDataString(call.Body).Contains(row, StringComparison.Ordinal);

    private async Task<RunningOrders> StartAsync(TimeProvider? clock = null)
    {
        RunningOrders app = await RunningOrders.StartAsync(azurite, clock);
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 10));
        return app;
    }

    private sealed class NobodyAnswers() : StubDurableTaskClient("away");
}
