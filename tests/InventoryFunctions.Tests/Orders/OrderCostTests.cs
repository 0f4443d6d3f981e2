using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Testing;
using Xunit.Abstractions;

namespace InventoryFunctions.Tests.Orders;

/// <summary>What an order costs in calls to storage: those are what a storage account limits, and what it charges for.</summary>
public sealed class OrderCostTests(ITestOutputHelper output)
{
    private const int Orders = 400;
    private const int InFlight = 50;

    // 2.5 to 2.9 as a rule. On a busy machine fewer orders meet in a transaction, and queues are asked more often in the time that they take.
    private const double MaxCallsPerOrder = 6;

    [Fact]
    public async Task Orders_FiftyInFlight_CostAFewStorageCallsEach()
    {
        // A server of its own: the calls of other tests must not count.
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        await using RunningOrders app = await RunningOrders.StartAsync(azurite.NewAccount());
        await app.AddItemsAsync([.. BatchUpdates.Inventory.Items(7).Select(item => item with { Stock = Orders })]);
        await PlaceAsync(app, 100);

        // A busy machine lets fewer orders meet, and looks for messages for longer: what counts is the best of a few times.
        double callsPerOrder = await CostAsync(app, azurite);
        for (int again = 0; again < 4 && callsPerOrder > MaxCallsPerOrder; again++)
        {
            callsPerOrder = await CostAsync(app, azurite);
        }

        Assert.InRange(callsPerOrder, 1, MaxCallsPerOrder);
    }

    private async Task<double> CostAsync(RunningOrders app, AzuriteServer azurite)
    {
        using HttpCallCounter storage = new(azurite.TableEndpoint, azurite.QueueEndpoint);
        Stopwatch watch = Stopwatch.StartNew();
        await PlaceAsync(app, Orders);

        double callsPerOrder = (double)storage.Calls / Orders;
        output.WriteLine($"{callsPerOrder:F2} storage calls an order, {Orders / watch.Elapsed.TotalSeconds:F0} orders/s");
        return callsPerOrder;
    }

    private static async Task PlaceAsync(RunningOrders app, int orders)
    {
        ConcurrentDictionary<string, TaskCompletionSource> waiting = new();
        app.Bus.After = published =>
        {
            foreach (CloudEvent reserved in published.Where(each => each.Type == EventTypes.StockReserved))
            {
                waiting.GetOrAdd(reserved.Subject!, _ => new()).TrySetResult();
            }
        };
        await Parallel.ForEachAsync(Enumerable.Range(0, orders), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (i, cancellation) =>
        {
            string orderId = await app.PlaceAsync(new { productId = $"P{1 + (i % 7):D6}", quantity = 1 });
            await waiting.GetOrAdd(orderId, _ => new()).Task.WaitAsync(TimeSpan.FromMinutes(5), cancellation);
        });
    }
}
