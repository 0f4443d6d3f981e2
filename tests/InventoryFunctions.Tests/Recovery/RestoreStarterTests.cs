using InventoryFunctions.Api;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Recovery;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace InventoryFunctions.Tests.Recovery;

public sealed class RestoreStarterTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly Mock<DurableTaskClient> _durable = new("test") { CallBase = true };
    private readonly Dictionary<string, OrchestrationMetadata> _instances = [];

    [Fact]
    public async Task Start_WhileAnotherRuns_IsRefusedAndADryRunIsNot()
    {
        await using ImportApp app = await StartAsync();
        string first = await StartAsync(app);

        Assert.Contains(first, await RefusalAsync(app), StringComparison.Ordinal);
        await StartAsync(app, dryRun: true);

        await RestoreRunEndAsync(app, first);
        Assert.NotEqual(first, await StartAsync(app));
    }

    [Theory]
    [InlineData(JobKind.BatchUpdate)]
    [InlineData(JobKind.Import)]
    public async Task Start_WhileAJobRuns_IsRefusedUntilItHasEnded(JobKind kind)
    {
        await using ImportApp app = await StartAsync();
        JobRecord job = JobRecord.Begin(Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString(), kind, app.Clock.GetUtcNow());
        await app.Get<JobStore>().InsertAsync(job, CancellationToken.None);

        Assert.Contains(job.ExecutionId, await RefusalAsync(app), StringComparison.Ordinal);

        await app.Get<JobStore>().UpdateAsync(job.ExecutionId, running => running.Complete(1, 0, app.Clock.GetUtcNow()), CancellationToken.None);
        await StartAsync(app);
    }

    [Fact]
    public async Task Start_AfterOneWhoseHostDiedBeforeItBegan_WaitsAMomentAndFailsThatJob()
    {
        await using ImportApp app = await StartAsync();
        string first = await StartAsync(app);
        _instances.Clear();

        await RefusalAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await StartAsync(app);

        Assert.Equal(JobStatus.Failed, (await app.Get<JobStore>().FindAsync(first, CancellationToken.None))?.Status);
    }

    [Fact]
    public async Task Start_AfterOneThatWasTerminated_EndsItForGood()
    {
        await using ImportApp app = await StartAsync();
        string first = await StartAsync(app);
        await app.Get<RestoreCursors>().CreateAsync(first, app.Store.ShardCount, CancellationToken.None);
        string instance = RestoreInput.InstanceIdOf(first);
        _instances[instance] = new OrchestrationMetadata(nameof(RestoreOrchestrator), instance) { RuntimeStatus = OrchestrationRuntimeStatus.Terminated };

        await StartAsync(app);

        Assert.Equal(JobStatus.Failed, (await app.Get<JobStore>().FindAsync(first, CancellationToken.None))?.Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Get<ShardRestore>().ApplyAsync(
            new ShardToRestore(first, app.Clock.GetUtcNow(), false, 0), CancellationToken.None));
    }

    [Fact]
    public async Task Start_AfterOneIsRecordedAsEndedThatStillHasTheClaim_Begins()
    {
        await using ImportApp app = await StartAsync();
        string first = await StartAsync(app);
        await app.Get<RestoreCursors>().CreateAsync(first, app.Store.ShardCount, CancellationToken.None);
        await app.Get<JobStore>().UpdateAsync(first, job => job.Fail("test", app.Clock.GetUtcNow()), CancellationToken.None);

        string second = await StartAsync(app);
        await RestoreRunEndAsync(app, first);

        Assert.Equal(second, (await app.Get<RestoreClaims>().FindAsync(CancellationToken.None))?.ExecutionId);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Get<ShardRestore>().ApplyAsync(
            new ShardToRestore(first, app.Clock.GetUtcNow(), false, 0), CancellationToken.None));
    }

    [Fact]
    public async Task Begin_AfterAnotherTookTheClaim_FailsItsJobAndRestoresNothing()
    {
        await using ImportApp app = await StartAsync();
        DateTimeOffset asOf = app.Clock.GetUtcNow();
        string late = Guid.CreateVersion7(asOf).ToString();
        await app.Get<RestoreClaims>().TryClaimAsync(late, asOf, CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        string other = await StartAsync(app);
        await app.Get<JobStore>().InsertAsync(JobRecord.Begin(late, JobKind.Restore, app.Clock.GetUtcNow()), CancellationToken.None);

        bool begins = await Activities(app).BeginRestore(new RestoreInput(late, asOf, false, app.Store.ShardCount), CancellationToken.None);

        Assert.False(begins);
        Assert.Equal(JobStatus.Failed, (await app.Get<JobStore>().FindAsync(late, CancellationToken.None))?.Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Get<ShardRestore>().ApplyAsync(
            new ShardToRestore(late, asOf, false, 0), CancellationToken.None));
        Assert.True(await Activities(app).BeginRestore(new RestoreInput(other, asOf, false, app.Store.ShardCount), CancellationToken.None));
    }

    private static Task RestoreRunEndAsync(ImportApp app, string executionId) =>
        Activities(app).EndRestore(new RestoreEnd(executionId, null, "test"), CancellationToken.None);

    private static RestoreActivities Activities(ImportApp app) => new(
        app.Get<JobStore>(), app.Get<RestoreCursors>(), app.Get<RestoreClaims>(), app.Get<ShardRestore>(), app.Store, app.Clock);

    private async Task<ImportApp> StartAsync()
    {
        _durable.Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => _instances.GetValueOrDefault(id));
        _durable.Setup(client => client.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, bool _, CancellationToken _) => _instances.GetValueOrDefault(id));
        _durable.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((TaskName name, object? _, StartOrchestrationOptions? options, CancellationToken _) =>
            {
                string id = options?.InstanceId ?? "";
                _instances[id] = new OrchestrationMetadata(name.Name, id) { RuntimeStatus = OrchestrationRuntimeStatus.Running };
                return id;
            });
        return await ImportApp.StartAsync(azurite);
    }

    private Task<string> StartAsync(ImportApp app, bool dryRun = false) =>
        app.Get<RestoreStarter>().StartAsync(app.Clock.GetUtcNow(), dryRun, _durable.Object, CancellationToken.None);

    private async Task<string> RefusalAsync(ImportApp app)
    {
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => StartAsync(app));
        Assert.Equal(StatusCodes.Status409Conflict, refused.Problem.Status);
        return refused.Problem.Detail;
    }
}
