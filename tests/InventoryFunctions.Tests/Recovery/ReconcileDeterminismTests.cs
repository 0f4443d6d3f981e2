using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.Jobs;
using InventoryFunctions.Recovery;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Recovery;

/// <summary>The orchestration on an engine that replays its whole history at every step, so that a step out of order is an error.</summary>
public sealed class ReconcileDeterminismTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Reconcile_ReplayedAtEveryStep_ComparesEveryShard()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 20);
        for (int i = 0; i < 30; i++)
        {
            await RestoreRun.PutAsync(app, new InventoryItem { ItemId = $"item{i}", Stock = i });
        }

        await using DurableEngine engine = new(
            new DurableEngineOptions { ReplayEveryStep = true },
            Functions(new ReconcileActivities(app.Get<JobStore>(), app.Get<ShardReconciliation>(), app.Clock)),
            app.Get<TableServiceClient>(),
            app.Clock,
            NullLoggerFactory.Instance);
        await engine.StartAsync();

        string executionId = await app.Get<ReconcileStarter>().StartAsync(engine.Client, CancellationToken.None);
        OrchestrationMetadata ended = await engine.Client
            .WaitForInstanceCompletionAsync(ReconcileInput.InstanceIdOf(executionId), getInputsAndOutputs: true).WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal(new ReconcileProgress(executionId, 20, 20, new ReconcileCounts(30, 0, 0)), ended.ReadOutputAs<ReconcileProgress>());
        JobRecord? job = await app.Get<JobStore>().FindAsync(executionId, CancellationToken.None);
        Assert.Equal((JobStatus.Completed, 30L, new ReconcileCounts(30, 0, 0)), (job!.Status, job.ItemsProcessed, job.Reconcile));
    }

    private static DurableFunctions Functions(ReconcileActivities activities)
    {
        DurableFunctions functions = new();
        functions.AddOrchestrator(nameof(ReconcileOrchestrator), async context => await ReconcileOrchestrator.RunAsync(context));
        functions.AddActivity(nameof(activities.ReconcileShard), async call => await activities.ReconcileShard(Input<PieceToReconcile>(call.InputJson), call.CancellationToken));
        functions.AddActivity(nameof(activities.ReportReconcile), async call =>
        {
            await activities.ReportReconcile(Input<ReconcileProgress>(call.InputJson), call.CancellationToken);
            return null;
        });
        functions.AddActivity(nameof(activities.EndReconcile), async call =>
        {
            await activities.EndReconcile(Input<ReconcileEnd>(call.InputJson), call.CancellationToken);
            return null;
        });
        return functions;

        static T Input<T>(string? json) => JsonDataConverter.Default.Deserialize<T>(json)!;
    }
}
