using Azure.Data.Tables;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>The orchestration on an engine that replays its whole history at every step, so that a step out of order is an error.</summary>
public sealed class BatchUpdateDeterminismTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "A3")]
    public async Task Run_ReplayedAtEveryStep_ComesToTheSameEnd()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync(Inventory.Items(400));
        await app.AddBrokenRowAsync("broken");

        BatchUpdateResult? result = (await RunAsync(app, pagesPerGeneration: 500)).ReadOutputAs<BatchUpdateResult>();

        Assert.Equal((400, 1), (result!.ItemsProcessed, result.ItemsFailed));
    }

    [Fact]
    [Trait("Parity", "A4")]
    [Trait("Parity", "A5")]
    public async Task Run_EmptyInventory_RestocksTheSampleItems()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);

        BatchUpdateResult? result = (await RunAsync(app, pagesPerGeneration: 500)).ReadOutputAs<BatchUpdateResult>();

        Assert.Equal((20, 0), (result!.ItemsProcessed, result.ItemsFailed));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => 110 + (10 * i)), (await app.AllItemsAsync()).OrderBy(item => item.ItemId).Select(item => item.Stock));
    }

    [Fact]
    [Trait("Parity", "D7")]
    public async Task Run_MorePagesThanAGenerationTakes_ContinuesAsNewAndCountsThemAll()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync(Inventory.Items(400));

        OrchestrationMetadata ended = await RunAsync(app, pagesPerGeneration: 3);

        BatchUpdateResult result = ended.ReadOutputAs<BatchUpdateResult>()!;
        JobRecord job = (await app.Jobs.FindAsync(result.ExecutionId, CancellationToken.None))!;
        Assert.Equal((400, 0), (result.ItemsProcessed, result.ItemsFailed));
        Assert.Equal((JobStatus.Completed, 400, 400), (job.Status, job.ItemsProcessed, job.ItemsTotal));
        Assert.Equal(new BatchUpdateStatus(400, 0, 64, 64), ended.ReadCustomStatusAs<BatchUpdateStatus>());
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal((110, 2), (item.Stock, item.Version)));
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Run_StartedAfterItsRunHasEnded_TouchesNoItem()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        await app.AddItemsAsync(Inventory.Items(10));

        OrchestrationMetadata ended = await RunAsync(app, pagesPerGeneration: 500, claimed: false);

        Assert.Null(ended.ReadOutputAs<BatchUpdateResult>());
        Assert.All(await app.AllItemsAsync(), item => Assert.Equal((100, 1), (item.Stock, item.Version)));
    }

    private static async Task<OrchestrationMetadata> RunAsync(InventoryApp app, int pagesPerGeneration, bool claimed = true)
    {
        await using DurableEngine engine = new(
            new DurableEngineOptions { ReplayEveryStep = true }, Functions(app), app.Get<TableServiceClient>(), app.Clock, NullLoggerFactory.Instance);
        await engine.StartAsync();
        BatchUpdateRun run = BatchUpdateRun.New(10, app.Clock.GetUtcNow());
        Assert.True(!claimed || await app.Get<BatchUpdateLedger>().TryBeginAsync(run, CancellationToken.None));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(BatchUpdateOrchestrator),
            new BatchUpdateInput(run.ExecutionId, run.Amount, 50, app.Store.ShardCount, "prod") { PagesPerGeneration = pagesPerGeneration });
        OrchestrationMetadata ended = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended;
    }

    private static DurableFunctions Functions(InventoryApp app)
    {
        DurableFunctions functions = new();
        functions.AddOrchestrator(nameof(BatchUpdateOrchestrator), async context => await BatchUpdateOrchestrator.RunAsync(context));
        Add<string, BatchUpdateBeginning>(nameof(BeginBatchUpdate), app.Function<BeginBatchUpdate>().RunAsync);
        Add<PageToRestock, RestockedPage>(nameof(RestockPage), app.Function<RestockPage>().RunAsync);
        Add<BatchUpdateEnd, JobRecord>(nameof(EndBatchUpdate), app.Function<EndBatchUpdate>().RunAsync);
        AddVoid<SampleItemsToLoad>(nameof(LoadSampleItems), app.Function<LoadSampleItems>().RunAsync);
        AddVoid<BatchUpdateCounts>(nameof(ReportBatchUpdateProgress), app.Function<ReportBatchUpdateProgress>().RunAsync);
        AddVoid<EndedBatchUpdate>(nameof(AlertOnBatchUpdate), app.Function<AlertOnBatchUpdate>().RunAsync);
        AddVoid<JobRecord>(nameof(RecordBatchUpdateMetrics), (job, _) => app.Function<RecordBatchUpdateMetrics>().RunAsync(job));
        return functions;

        void Add<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> activity) => functions.AddActivity(
            name, async call => await activity(JsonDataConverter.Default.Deserialize<TIn>(call.InputJson)!, call.CancellationToken));

        void AddVoid<TIn>(string name, Func<TIn, CancellationToken, Task> activity) => Add<TIn, object?>(name, async (input, cancellation) =>
        {
            await activity(input, cancellation);
            return null;
        });
    }
}
