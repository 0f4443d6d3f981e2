using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Orders;

/// <summary>A host that is stopped before any one of an order's steps: the next one carries on, and everything happens once.</summary>
public sealed class StoppedHostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>What an order of two lines, one of them missing, is stopped before.</summary>
    public static TheoryData<string> StepsOfAnOrder => new()
    {
        "accepted:o1",                      // The POST is not answered; the client sends it again.
        "publish new-order-received",       // Kept, and not published.
        "reservation:",                     // The lines' transactions.
        "item:tv",                          // The line that is given back: the second change of the item.
        "decided:o1",
        "publish stock-unavailable",
    };

    /// <summary>What the release of an order of two lines is stopped before.</summary>
    public static TheoryData<string> StepsOfARelease => new() { "ended:o1", "item:tv", "item:desk", "publish reservation-released" };

    [Theory]
    [MemberData(nameof(StepsOfAnOrder))]
    [Trait("Parity", "D4")]
    public async Task Order_HostStoppedBeforeAStep_IsDecidedOnceByTheNext(string step)
    {
        string account = azurite.NewAccount();
        object body = new { orderId = "o1", lines = new[] { new { productId = "tv", quantity = 4 }, new { productId = "desk", quantity = 50 } } };
        await using (RunningOrders first = await RunningOrders.StartAsync(account))
        {
            await first.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 10), BatchUpdates.Inventory.Item("desk", 5));
            await StopBeforeAsync(first, step, skip: step == "item:tv" ? 1 : 0, () => first.PostAsync("orders", body));
        }

        await using RunningOrders second = await RunningOrders.StartAsync(account);
        if (step is "accepted:o1" or "publish new-order-received")
        {
            await second.PostAsync("orders", body);
        }

        JsonElement order = await second.DecidedAsync("o1");
        await second.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Order_o1").WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal("Unavailable", order.GetProperty("status").GetString());
        Assert.Equal((10, 5), ((await second.ItemAsync("tv")).Stock, (await second.ItemAsync("desk")).Stock));
        Assert.Equal((3, 1), ((await second.ItemAsync("tv")).Version, (await second.ItemAsync("desk")).Version));
        Assert.Single(second.Bus.Of<StockUnavailable>("o1"));
    }

    [Theory]
    [MemberData(nameof(StepsOfARelease))]
    public async Task Release_HostStoppedBeforeAStep_IsFinishedByTheNext(string step)
    {
        string account = azurite.NewAccount();
        await using (RunningOrders first = await RunningOrders.StartAsync(account))
        {
            await first.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 10), BatchUpdates.Inventory.Item("desk", 5));
            await first.PlacedAndDecidedAsync(
                new { orderId = "o1", lines = new[] { new { productId = "tv", quantity = 4 }, new { productId = "desk", quantity = 2 } } });
            await StopBeforeAsync(first, step, skip: 0, () => first.PostAsync("orders/o1/release"));
        }

        await using RunningOrders second = await RunningOrders.StartAsync(account);
        await second.Host.DurableTaskClient.WaitForInstanceCompletionAsync("Release_o1").WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal("Released", (await second.OrderAsync("o1")).GetProperty("status").GetString());
        Assert.Equal((10, 5), ((await second.ItemAsync("tv")).Stock, (await second.ItemAsync("desk")).Stock));
        Assert.Equal((3, 3), ((await second.ItemAsync("tv")).Version, (await second.ItemAsync("desk")).Version));
        Assert.Equal(2, second.Bus.Of<ReservationReleased>("o1").Count);
    }

    // The step is held up until the host has stopped, and then fails as if the connection was cut.
    private static async Task StopBeforeAsync(RunningOrders app, string step, int skip, Func<Task> act)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int seen = 0;
        app.Traffic.Before = call => Writes(call, step) && Interlocked.Increment(ref seen) > skip ? HoldAsync() : Task.CompletedTask;
        app.Bus.Before = events => events.Any(published => step == $"publish {published.Type}") ? HoldAsync() : Task.CompletedTask;

        Task acting = act();
        await reached.Task.WaitAsync(Eventually.DefaultDeadline);
        await app.Host.StopAsync();
        stopped.SetResult();
        try
        {
            await acting;
        }
        catch (HttpRequestException)
        {
            // Nobody answers any more.
        }

        static bool Writes(StorageCall call, string row) =>
            call.Path.Contains("$batch", StringComparison.Ordinal) && Uri.UnescapeDataString(call.Body).Contains(row, StringComparison.Ordinal);

        async Task HoldAsync()
        {
            reached.TrySetResult();
            await stopped.Task;
            throw new IOException("The host is gone.");
        }
    }
}
