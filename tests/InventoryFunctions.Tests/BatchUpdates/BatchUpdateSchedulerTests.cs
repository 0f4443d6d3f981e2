using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.BatchUpdates;

[Trait("Parity", "A2")]
public sealed class BatchUpdateSchedulerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Tick_RateOfAnHour_StartsARunAnHourAfterItWasFirstSeenAndNotBefore()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();

        await TickAsync(app, client);
        await TickAfterAsync(app, client, Hour - Minute);
        Assert.Empty(client.Started);
        await TickAfterAsync(app, client, Minute);

        Assert.Single(client.Started);
    }

    [Fact]
    public async Task Tick_Cron_StartsARunAtItsMinute()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite, ("BatchUpdate:Schedule", "cron(0 13 * * ? *)"));
        FakeDurableTaskClient client = new();

        await TickAsync(app, client);
        await TickAfterAsync(app, client, Hour);

        BatchUpdateInput input = Assert.Single(client.Started).Value;
        Assert.Equal((10, 50, 64, "prod"), (input.Amount, input.BatchSize, input.ShardCount, input.Environment));
        Assert.Equal(JobStatus.Running, (await app.Jobs.FindAsync(input.ExecutionId, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Tick_ManyOccurrencesMissed_StartsOneRun()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        await TickAsync(app, client);

        await TickAfterAsync(app, client, 50 * Hour);
        await client.FinishAllAsync(app);
        await TickAfterAsync(app, client, Minute);

        Assert.Single(client.Started);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Tick_OccurrenceWhileARunGoesOn_WaitsForItsEndAndThenRunsOnce()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        await TickAsync(app, client);
        await TickAfterAsync(app, client, Hour);

        await TickAfterAsync(app, client, Hour);
        await TickAfterAsync(app, client, Hour);
        Assert.Single(client.Started);

        await client.FinishAllAsync(app);
        await TickAfterAsync(app, client, Minute);
        Assert.Equal(2, client.Started.Count);
        await client.FinishAllAsync(app);
        await TickAfterAsync(app, client, Minute);
        Assert.Equal(2, client.Started.Count);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Tick_ManyHostsAtOnce_StartOneRun()
    {
        string account = azurite.NewAccount();
        ManualTimeProvider clock = new();
        FakeDurableTaskClient client = new();
        List<InventoryApp> hosts = [];
        for (int i = 0; i < 4; i++)
        {
            hosts.Add(await InventoryApp.StartAsync(account, clock));
        }

        await Task.WhenAll(hosts.Select(host => TickAsync(host, client)));
        clock.Advance(Hour);
        await Task.WhenAll(hosts.Select(host => TickAsync(host, client)));

        Assert.Single(client.Started);
        foreach (InventoryApp host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Tick_HostDiedBetweenClaimAndStart_StartsThatRunOnceLater()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new() { BeforeStart = () => throw new InvalidOperationException("the process died") };
        await TickAsync(app, client);
        app.Clock.Advance(Hour);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TickAsync(app, client));
        client.BeforeStart = null;
        string claimed = (await app.Get<BatchUpdateLedger>().ReadAsync(CancellationToken.None)).Run!.Value.ExecutionId;

        await TickAsync(app, client);
        Assert.Empty(client.Started);
        await TickAfterAsync(app, client, Minute);
        await TickAfterAsync(app, client, Minute);

        Assert.Equal(claimed, Assert.Single(client.Started).Value.ExecutionId);
    }

    [Fact]
    [Trait("Parity", "A8")]
    public async Task Tick_OrchestrationTerminated_FailsTheJobAlertsAndLetsTheNextRun()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        await TickAsync(app, client);
        await TickAfterAsync(app, client, Hour);
        string executionId = Assert.Single(client.Started).Value.ExecutionId;
        client.SetStatus(executionId, OrchestrationRuntimeStatus.Terminated);

        await TickAfterAsync(app, client, Minute);

        JobRecord job = (await app.Jobs.FindAsync(executionId, CancellationToken.None))!;
        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.Contains("Terminated", job.ErrorMessage, StringComparison.Ordinal);
        Assert.NotNull(job.EndTime);
        Assert.Equal("[prod] Job Execution Failed", Assert.Single(app.Alerts.Alerts).Alert.Subject);
        await TickAfterAsync(app, client, Hour);
        Assert.Equal(2, client.Started.Count);
    }

    [Fact]
    public async Task Tick_ClockSetBack_GoesOnFromThere()
    {
        string account = azurite.NewAccount();
        FakeDurableTaskClient client = new();
        ManualTimeProvider wrong = new(new DateTimeOffset(2036, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using (InventoryApp app = await InventoryApp.StartAsync(account, wrong))
        {
            await TickAsync(app, client);
        }

        await using InventoryApp right = await InventoryApp.StartAsync(account, new ManualTimeProvider());
        await TickAsync(right, client);
        await TickAfterAsync(right, client, Hour);

        Assert.Single(client.Started);
    }

    [Fact]
    public async Task Tick_ScheduleChanged_CountsFromTheChange()
    {
        string account = azurite.NewAccount();
        ManualTimeProvider clock = new();
        FakeDurableTaskClient client = new();
        await using (InventoryApp daily = await InventoryApp.StartAsync(account, clock, ("BatchUpdate:Schedule", "rate(1 day)")))
        {
            await TickAsync(daily, client);
        }

        clock.Advance(TimeSpan.FromHours(2));
        await using InventoryApp often = await InventoryApp.StartAsync(account, clock, ("BatchUpdate:Schedule", "rate(5 minutes)"));
        await TickAsync(often, client);
        await TickAfterAsync(often, client, TimeSpan.FromMinutes(4));
        Assert.Empty(client.Started);
        await TickAfterAsync(often, client, Minute);

        Assert.Single(client.Started);
    }

    [Fact]
    public async Task Start_WhileARunGoesOn_NamesIt()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        var first = Assert.IsType<BatchUpdateStart.Started>(await StartAsync(app, client));

        var second = Assert.IsType<BatchUpdateStart.AlreadyRunning>(await StartAsync(app, client));

        Assert.Equal(first.ExecutionId, second.ExecutionId);
        Assert.Single(client.Started);
    }

    [Fact]
    public async Task Start_JobEndedButItsRunNotYetFreed_StartsTheNext()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        var first = Assert.IsType<BatchUpdateStart.Started>(await StartAsync(app, client));
        await app.Jobs.UpdateAsync(first.ExecutionId, job => job.Complete(1, 0, app.Clock.GetUtcNow()), CancellationToken.None);

        var second = Assert.IsType<BatchUpdateStart.Started>(await StartAsync(app, client));

        Assert.NotEqual(first.ExecutionId, second.ExecutionId);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public async Task Start_ManyAtOnce_OneStarts()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();

        BatchUpdateStart[] starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(app, client)));

        Assert.Single(starts.OfType<BatchUpdateStart.Started>());
        Assert.Single(client.Started);
    }

    [Fact]
    public async Task End_OfARunThatIsNotTheRunningOne_LeavesThatAlone()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        FakeDurableTaskClient client = new();
        await StartAsync(app, client);
        BatchUpdateRun other = BatchUpdateRun.New(10, app.Clock.GetUtcNow());

        await app.Function<EndBatchUpdate>().RunAsync(new BatchUpdateEnd(other.ExecutionId, 0, 0, "gone"), CancellationToken.None);

        Assert.NotNull((await app.Get<BatchUpdateLedger>().ReadAsync(CancellationToken.None)).Run);
        Assert.Equal(JobStatus.Failed, (await app.Jobs.FindAsync(other.ExecutionId, CancellationToken.None))!.Status);
    }

    private static Task TickAsync(InventoryApp app, DurableTaskClient client) => app.Get<BatchUpdateScheduler>().TickAsync(client, CancellationToken.None);

    private static Task<BatchUpdateStart> StartAsync(InventoryApp app, DurableTaskClient client) =>
        app.Get<BatchUpdateStarter>().StartAsync(client, 10, CancellationToken.None);

    private static async Task TickAfterAsync(InventoryApp app, DurableTaskClient client, TimeSpan wait)
    {
        app.Clock.Advance(wait);
        await TickAsync(app, client);
    }
}
