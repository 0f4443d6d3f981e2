using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>What was lost, killed, terminated or purged: the sweep makes it good.</summary>
public sealed class PurchaseOrderSweepTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B5")]
    public async Task Sweep_EventOfTheDecisionWasLost_TellsTheOrchestrationAgain()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await LoseEventAsync(orders, order);

        int told = 0;
        FaultyClient client = new(orders.Client) { BeforeRaise = _ => Interlocked.Increment(ref told) };

        // Not yet: its own orchestration may still be at it.
        await orders.SweepAsync(client);
        Assert.Equal(0, told);
        orders.Clock.Advance(PurchaseOrderSweep.Grace + TimeSpan.FromSeconds(1));
        await orders.SweepAsync(client);
        Assert.Equal(1, told);

        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
        Assert.Equal(25, (await orders.App.FindAsync("tv"))!.Stock);
    }

    [Fact]
    public async Task Order_EventOfTheDecisionWasLost_IsFoundByTheNextTimer()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await LoseEventAsync(orders, order);

        orders.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
        await orders.AskedAsync(1);
    }

    [Fact]
    public async Task Sweep_OpenOrderWithoutAnOrchestration_StartsIt()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.RequestAsync("o1", 5);

        await orders.SweepAsync();
        await orders.AskedAsync(1);
        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);

        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_OrchestrationWasTerminatedOrPurged_StartsItAndAsksNothingTwice(bool purged)
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        string instance = PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId);
        await orders.Client.TerminateInstanceAsync(instance);
        await orders.Client.WaitForInstanceCompletionAsync(instance).WaitAsync(Eventually.DefaultDeadline);
        if (purged)
        {
            await orders.Client.PurgeInstanceAsync(instance);
        }

        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);
        orders.Clock.Advance(TimeSpan.FromHours(1));
        await orders.SweepAsync();

        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
        Assert.Equal(25, (await orders.App.FindAsync("tv"))!.Stock);
        await orders.AskedAsync(1);
    }

    [Fact]
    public async Task Sweep_RowsThatNobodyCanRead_KeepNoOtherOrder()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder spoilt = await orders.RequestAsync("o1", 5, "aaa");
        await Rows.SpoilAsync(orders.App, spoilt.PurchaseOrderId);
        TableClient table = Rows.Table(orders.App);
        await table.AddEntityAsync(new TableEntity(PurchaseOrderKeys.Partition, "open:"));
        await table.AddEntityAsync(new TableEntity(PurchaseOrderKeys.Partition, "settle:") { ["DecidedAt"] = DateTimeOffset.UnixEpoch });
        await table.AddEntityAsync(new TableEntity(PurchaseOrderKeys.Partition, "settle:a") { ["DecidedAt"] = DateTimeOffset.UnixEpoch, ["PurchaseOrderId"] = "a" });
        PurchaseOrder refused = await orders.RequestAsync("o2", 5, "bbb");
        PurchaseOrder sound = await orders.RequestAsync("o3", 5);
        FaultyClient client = new(orders.Client)
        {
            BeforeLook = id => _ = id.Contains(refused.PurchaseOrderId, StringComparison.Ordinal) ? throw new InvalidOperationException("not today") : 0,
        };

        await orders.SweepAsync(client);

        Assert.NotNull(await orders.Client.GetInstanceAsync(PurchaseOrderWorkflows.InstanceIdOf(sound.PurchaseOrderId)));
        Assert.Null(await orders.Client.GetInstanceAsync(PurchaseOrderWorkflows.InstanceIdOf(refused.PurchaseOrderId)));
    }

    [Fact]
    public async Task Sweep_NothingToLookAfter_CostsTwoQueries()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Reject);
        await orders.SettledAsync(order.PurchaseOrderId);
        FaultyClient client = new(orders.Client);
        int before = Calls();

        await orders.SweepAsync(client);

        Assert.Equal((2, 0), (Calls() - before, client.Looks));

        int Calls() => orders.App.Traffic.Calls.Count(call => call.Path.Contains($"/{PurchaseOrderStore.TableName}(", StringComparison.Ordinal));
    }

    private static async Task LoseEventAsync(WaitingOrders orders, PurchaseOrder order)
    {
        FaultyClient client = new(orders.Client) { BeforeRaise = _ => throw new InvalidOperationException("lost") };
        PurchaseOrderOutcome? outcome = await orders.App.Get<PurchaseOrderDecisions>().DecideAsync(
            client, order.PurchaseOrderId, new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, "me", null), default);
        Assert.IsType<PurchaseOrderOutcome.Decided>(outcome);
    }
}
