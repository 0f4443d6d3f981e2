using System.Text;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace InventoryFunctions.Tests.Importing;

public sealed class StrandedImportsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan PastGrace = StrandedJobs.Grace + TimeSpan.FromMinutes(1);

    private readonly Mock<DurableTaskClient> durable = new("test") { CallBase = true };
    private readonly List<ImportManifest> started = [];
    private bool canStart;

    [Fact]
    public async Task Settle_NeverStarted_StartsIt()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await ReceiveButDieAsync(app);

        await SettleAsync(app, PastGrace);

        Assert.Equal((executionId, 2L), (Assert.Single(started).ExecutionId, started[0].SoundRows));
        Assert.Equal(JobStatus.Running, await StatusAsync(app, executionId));
    }

    [Fact]
    public async Task Settle_NeverStartedAndNothingStaged_FailsTheJob()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await ReceiveButDieAsync(app);
        await app.Get<ImportStaging>().RemoveAsync(executionId, CancellationToken.None);

        await SettleAsync(app, PastGrace);

        Assert.Empty(started);
        Assert.Equal(JobStatus.Failed, await StatusAsync(app, executionId));
    }

    [Fact]
    public async Task Settle_DryRunNeverStarted_FailsTheJob()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await ReceiveButDieAsync(app, dryRun: true);

        await SettleAsync(app, PastGrace);

        Assert.Equal(JobStatus.Failed, await StatusAsync(app, executionId));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Terminated, JobStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Failed, JobStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Running, JobStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending, JobStatus.Running)]
    public async Task Settle_OrchestrationIsThere_JobFollowsIt(OrchestrationRuntimeStatus instance, JobStatus expected)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await ReceiveButDieAsync(app);
        durable
            .Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, bool _, CancellationToken _) => new OrchestrationMetadata(nameof(ImportOrchestrator), id) { RuntimeStatus = instance });

        await SettleAsync(app, PastGrace);

        Assert.Empty(started);
        Assert.Equal(expected, await StatusAsync(app, executionId));
    }

    [Fact]
    public async Task Settle_HostMayStillBeAboutToStartIt_WaitsForIt()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await ReceiveButDieAsync(app);

        await SettleAsync(app, TimeSpan.FromMinutes(1));

        Assert.Empty(started);
        Assert.Equal(JobStatus.Running, await StatusAsync(app, executionId));
    }

    /// <summary>Receives a file in a host that ends before it starts the orchestration.</summary>
    private async Task<string> ReceiveButDieAsync(ImportApp app, bool dryRun = false)
    {
        durable
            .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ImportOrchestrator), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                if (!canStart)
                {
                    return Task.FromException<string>(new ProcessKilledException());
                }

                started.Add((ImportManifest)input!);
                return Task.FromResult(options?.InstanceId ?? "");
            });
        using MemoryStream file = new(Encoding.UTF8.GetBytes("itemId,stock\na,1\nb,2\n"));
        await Assert.ThrowsAsync<ProcessKilledException>(
            () => app.Get<ImportReception>().ReceiveAsync(file, ImportMode.Add, dryRun, durable.Object, CancellationToken.None));
        canStart = true;
        return Assert.Single((await app.Get<JobStore>().ListAsync(new JobQuery(), 10, null, CancellationToken.None)).Items).ExecutionId;
    }

    private async Task SettleAsync(ImportApp app, TimeSpan later)
    {
        app.Clock.Advance(later);
        await app.Get<StrandedJobs>().SettleAsync(durable.Object, CancellationToken.None);
    }

    private static async Task<JobStatus?> StatusAsync(ImportApp app, string executionId) =>
        (await app.Get<JobStore>().FindAsync(executionId, CancellationToken.None))?.Status;
}
