using Azure.Data.Tables;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Recovery;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace InventoryFunctions.Tests.Jobs;

/// <summary>Jobs whose host dies between their record and the start of their orchestration; imports have their own, in StrandedImportsTests.</summary>
public sealed class StrandedJobsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan PastGrace = StrandedJobs.Grace + TimeSpan.FromMinutes(1);

    private readonly Mock<DurableTaskClient> _durable = new("test") { CallBase = true };
    private readonly List<string> _started = [];
    private OrchestrationMetadata? _instance;
    private bool _isAlive;

    [Theory]
    [InlineData(JobKind.Restore)]
    [InlineData(JobKind.RestoreDryRun)]
    [InlineData(JobKind.Reconcile)]
    public async Task Settle_HostDiedBetweenRecordAndOrchestration_FailsTheJobAndLetsTheNextOneRun(JobKind kind)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await StartButDieAsync(app, kind);

        await SettleAsync(app, PastGrace);

        JobRecord job = await JobAsync(app, executionId);
        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.Contains("ask for it again", job.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(_started);

        await StartAsync(app, kind);
        Assert.Single(_started);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Settle_BatchUpdateNeverStartedAndItsTimerSwitchedOff_StartsIt()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await StartButDieAsync(app, JobKind.BatchUpdate);

        await SettleAsync(app, PastGrace);

        Assert.Equal(BatchUpdateRun.InstanceIdOf(executionId), Assert.Single(_started));
        Assert.Equal(JobStatus.Running, (await JobAsync(app, executionId)).Status);
    }

    [Theory]
    [InlineData(JobKind.BatchUpdate, OrchestrationRuntimeStatus.Terminated, JobStatus.Failed)]
    [InlineData(JobKind.Restore, OrchestrationRuntimeStatus.Terminated, JobStatus.Failed)]
    [InlineData(JobKind.Reconcile, OrchestrationRuntimeStatus.Failed, JobStatus.Failed)]
    [InlineData(JobKind.RestoreDryRun, OrchestrationRuntimeStatus.Running, JobStatus.Running)]
    [InlineData(JobKind.Reconcile, OrchestrationRuntimeStatus.Pending, JobStatus.Running)]
    public async Task Settle_OrchestrationIsThere_JobFollowsIt(JobKind kind, OrchestrationRuntimeStatus instance, JobStatus expected)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await StartButDieAsync(app, kind);
        _instance = new OrchestrationMetadata(kind.ToString(), executionId) { RuntimeStatus = instance };

        await SettleAsync(app, PastGrace);

        Assert.Equal(expected, (await JobAsync(app, executionId)).Status);
        Assert.Empty(_started);
    }

    [Fact]
    public async Task Settle_HostMayStillBeAboutToStartIt_WaitsForIt()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string executionId = await StartButDieAsync(app, JobKind.Reconcile);

        await SettleAsync(app, StrandedJobs.Grace - TimeSpan.FromSeconds(1));

        Assert.Equal(JobStatus.Running, (await JobAsync(app, executionId)).Status);
    }

    [Fact]
    public async Task Settle_OneJobCannotBeLookedAfter_OthersAre()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string sound = await StartButDieAsync(app, JobKind.RestoreDryRun);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        string first = await StartButDieAsync(app, JobKind.Reconcile);
        Given(ReconcileInput.InstanceIdOf(first), () => throw new InvalidOperationException("test"));

        await SettleAsync(app, PastGrace);

        Assert.Equal((JobStatus.Running, JobStatus.Failed), ((await JobAsync(app, first)).Status, (await JobAsync(app, sound)).Status));
    }

    [Fact]
    public async Task Settle_OneRowIsOfAKindThatNobodyKnows_OthersAreSettledAndItIsNamed()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        string sound = await StartButDieAsync(app, JobKind.RestoreDryRun);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        TableEntity unknown = JobRow.Write(JobRecord.Begin(Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString(), JobKind.Reconcile, app.Clock.GetUtcNow()));
        unknown[nameof(JobRecord.Kind)] = "Audit";
        await app.Tables.GetTableClient(JobStore.TableName).AddEntityAsync(unknown);

        await SettleAsync(app, PastGrace);

        Assert.Equal(JobStatus.Failed, (await JobAsync(app, sound)).Status);
        ListPage<JobRecord> first = await app.Get<JobStore>().ListAsync(new JobQuery(), 1, null, CancellationToken.None);
        Assert.Empty(first.Items);
        Assert.Equal((unknown.RowKey, true), (Assert.Single(first.Unreadable).RowKey, first.Unreadable[0].Reason.Contains("Audit", StringComparison.Ordinal)));
        ListPage<JobRecord> second = await app.Get<JobStore>().ListAsync(new JobQuery(), 1, first.Continuation, CancellationToken.None);
        Assert.Equal(sound, Assert.Single(second.Items).ExecutionId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Workflows_OfEveryKindOfJob_IsOne(JobKind kind)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);

        Assert.Single(app.Get<IEnumerable<IJobWorkflow>>(), workflow => workflow.Runs(kind));
    }

    public static TheoryData<JobKind> Kinds() => [.. Enum.GetValues<JobKind>()];

    /// <summary>Starts a job in a host that ends before it starts the orchestration.</summary>
    private async Task<string> StartButDieAsync(ImportApp app, JobKind kind)
    {
        Given(null, () => _instance);
        _durable
            .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName _, object? _, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                if (!_isAlive)
                {
                    return Task.FromException<string>(new ProcessKilledException());
                }

                _started.Add(options!.InstanceId!);
                return Task.FromResult(options.InstanceId!);
            });
        _isAlive = false;
        await Assert.ThrowsAsync<ProcessKilledException>(() => StartAsync(app, kind));
        _isAlive = true;
        JobRecord job = (await app.Get<JobStore>().ListAsync(new JobQuery(), 10, null, CancellationToken.None)).Items.First(job => job.Kind == kind);
        Assert.Equal(JobStatus.Running, job.Status);
        return job.ExecutionId;
    }

    // Either of the two may be the one that the client's other calls come to.
    private void Given(string? instanceId, Func<OrchestrationMetadata?> instance)
    {
        _durable
            .Setup(client => client.GetInstanceAsync(It.Is<string>(id => instanceId == null || id == instanceId), It.IsAny<CancellationToken>()))
            .Returns(() => Task.FromResult(instance()));
        _durable
            .Setup(client => client.GetInstancesAsync(It.Is<string>(id => instanceId == null || id == instanceId), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .Returns(() => Task.FromResult(instance()));
    }

    private async Task StartAsync(ImportApp app, JobKind kind)
    {
        await (kind switch
        {
            JobKind.BatchUpdate => app.Get<BatchUpdateStarter>().StartAsync(_durable.Object, 10, CancellationToken.None),
            JobKind.Reconcile => app.Get<ReconcileStarter>().StartAsync(_durable.Object, CancellationToken.None),
            _ => (Task)app.Get<RestoreStarter>().StartAsync(app.Clock.GetUtcNow(), kind == JobKind.RestoreDryRun, _durable.Object, CancellationToken.None),
        });
    }

    private async Task SettleAsync(ImportApp app, TimeSpan later)
    {
        app.Clock.Advance(later);
        await app.Get<StrandedJobs>().SettleAsync(_durable.Object, CancellationToken.None);
    }

    private static async Task<JobRecord> JobAsync(ImportApp app, string executionId) =>
        await app.Get<JobStore>().FindAsync(executionId, CancellationToken.None) ?? throw new InvalidOperationException($"There is no job {executionId}.");
}
