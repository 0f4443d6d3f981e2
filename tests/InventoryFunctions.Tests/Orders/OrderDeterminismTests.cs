using Azure.Data.Tables;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Orders;

/// <summary>The orchestrations on an engine that replays their whole history at every step, so that a step out of order is an error.</summary>
public sealed class OrderDeterminismTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_ReplayedAtEveryStep_IsWithdrawnWhereALineIsMissing()
    {
        await using InventoryApp app = await StartAsync();
        await using DurableEngine engine = await StartEngineAsync(app);

        OrderOutcome outcome = await ReserveAsync(engine, OrderPolicy.AllOrNothing, hold: null, ("tv", 3), ("desk", 100), ("chair", 1));

        Assert.Equal(OrderStatus.Unavailable, outcome.Status);
        Assert.Equal(10, (await app.FindAsync("tv"))!.Stock);
    }

    [Fact]
    public async Task Hold_ReplayedAtEveryStep_Expires()
    {
        await using InventoryApp app = await StartAsync();
        await using DurableEngine engine = await StartEngineAsync(app);
        await StartOrderAsync(engine, OrderPolicy.Partial, TimeSpan.FromHours(1), ("tv", 3), ("desk", 100), ("chair", 1));
        await IsAsync(app, OrderStatus.PartiallyReserved);

        app.Clock.Advance(TimeSpan.FromHours(1));

        await EndOfAsync(engine, OrderWorkflows.InstanceIdOf("o1"));
        await IsAsync(app, OrderStatus.Expired);
        Assert.Equal(10, (await app.FindAsync("tv"))!.Stock);
    }

    [Fact]
    public async Task Hold_ReplayedAtEveryStep_EndsByConfirmation()
    {
        await using InventoryApp app = await StartAsync();
        await using DurableEngine engine = await StartEngineAsync(app);
        await StartOrderAsync(engine, OrderPolicy.AllOrNothing, TimeSpan.FromHours(1), ("tv", 3), ("chair", 1));
        await IsAsync(app, OrderStatus.Reserved);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(EndOrderOrchestrator), new OrderEndCommand("o1", ReservationEnd.Confirm), new StartOrchestrationOptions("end"));

        Assert.Equal(ReservationEnd.Confirm, (await EndOfAsync(engine, "end")).ReadOutputAs<EndedOrder>()!.End);
        await EndOfAsync(engine, OrderWorkflows.InstanceIdOf("o1"));
        await IsAsync(app, OrderStatus.Confirmed);
        Assert.Equal(7, (await app.FindAsync("tv"))!.Stock);
    }

    [Fact]
    public async Task End_OfAnOrderThatIsNotDecided_EndsNothing()
    {
        await using InventoryApp app = await StartAsync();
        await using DurableEngine engine = await StartEngineAsync(app);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(EndOrderOrchestrator), new OrderEndCommand("o1", ReservationEnd.Confirm), new StartOrchestrationOptions("end"));

        Assert.Null((await EndOfAsync(engine, "end")).ReadOutputAs<EndedOrder>());
    }

    private static async Task<OrderOutcome> ReserveAsync(
        DurableEngine engine, OrderPolicy policy, TimeSpan? hold, params (string ProductId, int Quantity)[] lines)
    {
        await StartOrderAsync(engine, policy, hold, lines);
        return (await EndOfAsync(engine, OrderWorkflows.InstanceIdOf("o1"))).ReadOutputAs<OrderOutcome>()!;
    }

    private static Task<string> StartOrderAsync(DurableEngine engine, OrderPolicy policy, TimeSpan? hold, params (string ProductId, int Quantity)[] lines) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(ReserveStockOrchestrator),
            new ReserveStockInput(new Order("o1", [.. lines.Select(line => new OrderLine(line.ProductId, line.Quantity))], policy), hold),
            new StartOrchestrationOptions(OrderWorkflows.InstanceIdOf("o1")));

    private static async Task<OrchestrationMetadata> EndOfAsync(DurableEngine engine, string instanceId)
    {
        OrchestrationMetadata ended = await engine.Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true).WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended;
    }

    private static Task IsAsync(InventoryApp app, OrderStatus status) => Eventually.HoldsAsync(
        async () => (await app.Get<OrderStore>().FindAsync("o1", default))?.Status == status, $"the order is {status}");

    private async Task<InventoryApp> StartAsync()
    {
        InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", 10), BatchUpdates.Inventory.Item("desk", 5), BatchUpdates.Inventory.Item("chair", 5)]);
        return app;
    }

    private static async Task<DurableEngine> StartEngineAsync(InventoryApp app)
    {
        DurableEngine engine = new(
            new DurableEngineOptions { ReplayEveryStep = true }, new OrderActivities(app).Functions(), app.Get<TableServiceClient>(), app.Clock, NullLoggerFactory.Instance);
        await engine.StartAsync();
        return engine;
    }
}
