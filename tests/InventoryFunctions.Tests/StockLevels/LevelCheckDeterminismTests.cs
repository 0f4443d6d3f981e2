using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.StockLevels;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Events;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.StockLevels;

/// <summary>The orchestration on an engine that replays its whole history at every step, so that a step out of order is an error.</summary>
public sealed class LevelCheckDeterminismTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string ChangeId = "0199a5a5a5a57000a000000000000000";

    private readonly RecordingBus _bus = new();

    [Theory]
    [Trait("Parity", "B8")]
    [InlineData(5, true, false, new[] { EventTypes.CreatePurchaseOrder, EventTypes.InventoryAlert })]
    [InlineData(0, true, true, new[] { EventTypes.CreatePurchaseOrder, EventTypes.InventoryAlert, EventTypes.InventoryAlert })]
    [InlineData(6, false, false, new string[0])]
    public async Task Check_ReplayedAtEveryStep_TellsOfWhatIsLowAndOfWhatIsGone(int stock, bool low, bool outOfStock, string[] events)
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", stock) with { Threshold = 5 }]);

        LevelCheckResult? result = await RunAsync(app);

        Assert.Equal(new LevelCheckResult(low, outOfStock), result);
        Assert.Equal(events, _bus.Published.Select(published => published.Type).Order(StringComparer.Ordinal));
        Assert.Equal(outOfStock ? StockStatus.OutOfStock : StockStatus.InStock, (await app.FindAsync("tv"))!.Status);
    }

    [Fact]
    [Trait("Parity", "D8")]
    public async Task Check_StockCameBack_ReplayedAtEveryStep_TellsOfWhatWasLowOnly()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync([BatchUpdates.Inventory.Item("tv", 0)]);
        InventoryItem gone = (await app.FindAsync("tv"))!;
        await app.ChangeAsync("tv", item => item.WithStock(3));

        LevelCheckResult? result = await RunAsync(app, gone);

        Assert.Equal(new LevelCheckResult(Low: true, OutOfStock: false), result);
        Assert.Equal(2, _bus.Published.Count);
    }

    private async Task<LevelCheckResult?> RunAsync(InventoryApp app, InventoryItem? item = null)
    {
        await using DurableEngine engine = new(
            new DurableEngineOptions { ReplayEveryStep = true }, Functions(app), app.Get<TableServiceClient>(), app.Clock, NullLoggerFactory.Instance);
        await engine.StartAsync();
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CheckInventoryLevelOrchestrator), new LevelCheck(ChangeId, item ?? (await app.FindAsync("tv"))!), new StartOrchestrationOptions("check"));
        OrchestrationMetadata ended = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended.ReadOutputAs<LevelCheckResult>();
    }

    private DurableFunctions Functions(InventoryApp app)
    {
        DurableFunctions functions = new();
        functions.AddOrchestrator(nameof(CheckInventoryLevelOrchestrator), async context => await CheckInventoryLevelOrchestrator.RunAsync(context));
        Add(nameof(ReportLowStock), new ReportLowStock(_bus).RunAsync);
        Add(nameof(ReportNoStock), new ReportNoStock(_bus).RunAsync);
        functions.AddActivity(
            nameof(MarkOutOfStock), async call => await app.Function<MarkOutOfStock>().RunAsync(Check(call.InputJson), call.CancellationToken));
        return functions;

        void Add(string name, Func<LevelCheck, CancellationToken, Task> activity) => functions.AddActivity(name, async call =>
        {
            await activity(Check(call.InputJson), call.CancellationToken);
            return null;
        });

        static LevelCheck Check(string? json) => JsonDataConverter.Default.Deserialize<LevelCheck>(json)!;
    }
}
