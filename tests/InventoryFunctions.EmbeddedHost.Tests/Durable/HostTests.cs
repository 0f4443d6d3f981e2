using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class HostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HostProcess Elsewhere = new("another-machine", 42, DateTimeOffset.UnixEpoch);
    private static readonly TimeSpan RenewalInterval = new DurableEngineOptions().LeaseDuration / 3;

    [Fact]
    public async Task SecondHost_WhileTheFirstRuns_RefusesToStartAndSaysWhoHoldsTheHub()
    {
        await using var first = Hub(HostProcess.Current);
        await first.StartAsync();
        await using var second = Hub(Elsewhere, first);

        var refused = await Assert.ThrowsAsync<HubInUseException>(second.StartAsync);

        Assert.Contains(
            $"'{first.Name}' is in use: host ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"on machine '{Environment.MachineName}', process {Environment.ProcessId}, since 2026-01-01 12:00:00Z, lease until 2026-01-01 12:01:00Z",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, (await first.RunAsync("One")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task HolderOnThisMachineIsGone_TheNextTakesOverAtOnce()
    {
        var dead = HostProcess.Current with { StartedAt = HostProcess.Current.StartedAt.AddHours(-1) };
        await using var first = Hub(dead);
        await first.StartAsync();
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        first.Kill();

        await using var second = Hub(Elsewhere, first);
        await second.StartAsync();
        await second.Client.RaiseEventAsync(id, "go", 7);

        Assert.Equal(7, (await second.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task HolderElsewhere_IsTakenOverWhenItsLeaseHasRunOut()
    {
        await using var first = Hub(Elsewhere);
        await first.StartAsync();
        first.Kill();
        await using var second = Hub(HostProcess.Current, first);

        second.Clock.Advance(TimeSpan.FromSeconds(59));
        await Assert.ThrowsAsync<HubInUseException>(second.StartAsync);
        second.Clock.Advance(TimeSpan.FromSeconds(1));

        await second.StartAsync();
    }

    [Fact]
    public async Task RunningHost_RenewsItsLease()
    {
        await using var first = Hub(HostProcess.Current);
        await first.StartAsync();
        await using var second = Hub(Elsewhere, first);

        for (var renewal = 0; renewal < 10; renewal++)
        {
            await RenewalIsPlannedAsync(first);
            first.Clock.Advance(RenewalInterval);
        }

        await RenewalIsPlannedAsync(first);

        await Assert.ThrowsAsync<HubInUseException>(second.StartAsync);
    }

    [Fact]
    public async Task StoppedHost_ReleasesTheHub()
    {
        await using var first = Hub(HostProcess.Current);
        await first.StartAsync();
        await first.Engine.StopAsync();

        await using var second = Hub(Elsewhere, first);
        await second.StartAsync();

        await Assert.ThrowsAsync<HubLostException>(() => first.Client.ScheduleNewOrchestrationInstanceAsync("One"));
    }

    [Fact]
    public async Task StoppedHost_WhoseLastRenewalLandedUnanswered_ReleasesTheHub()
    {
        await using var first = Hub(HostProcess.Current);
        await first.StartAsync();
        first.Faults.UnansweredUpdate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await RenewalIsPlannedAsync(first);
        first.Clock.Advance(RenewalInterval);
        await first.Faults.UnansweredUpdate.Task.WaitAsync(Eventually.DefaultDeadline);

        await first.Engine.StopAsync();

        await using var second = Hub(Elsewhere, first);
        await second.StartAsync();
    }

    [Fact]
    public async Task StartingHost_WhoseLeaseLandedUnansweredAndIsAskedForAgain_Starts()
    {
        await using var hub = new TestHub(azurite) { EachTry = new LostAnswer("Log") }.Orchestrator("One", _ => Task.FromResult(1));

        await hub.StartAsync();

        Assert.Equal(1, (await hub.RunAsync("One")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task StaleHost_ThatWakesUpAfterATakeover_IsFencedAndLosesNothingOfTheNewOnes()
    {
        await using var stale = Hub(Elsewhere);
        await stale.StartAsync();
        var id = await stale.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        stale.Faults.Outage = true;
        await RenewalIsPlannedAsync(stale);
        stale.Clock.Advance(TimeSpan.FromMinutes(2));

        // The renewal has failed, rather than being late: it would find out what the call below is to find out.
        await RenewalIsPlannedAsync(stale);

        // Another clock: the stale host must not find out by renewing its lease.
        await using var successor = Hub(HostProcess.Current, stale, new ManualTimeProvider(stale.Clock.GetUtcNow()));
        await successor.StartAsync();
        stale.Faults.Outage = false;
        var refused = await Assert.ThrowsAsync<HubLostException>(() => stale.Client.RaiseEventAsync(id, "go", 666));
        await Assert.ThrowsAsync<HubLostException>(() => stale.Engine.Completion);
        await successor.Client.RaiseEventAsync(id, "go", 7);

        Assert.Contains("taken the task hub", refused.Message, StringComparison.Ordinal);
        Assert.Equal(7, (await successor.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task StorageOutage_IsSatOutAndNothingIsLost()
    {
        using var log = new RecordingLoggerFactory();
        await using var hub = new TestHub(azurite) { Loggers = log };
        hub.Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go"));
        await hub.StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        hub.Faults.Outage = true;
        var raised = hub.Client.RaiseEventAsync(id, "go", 7);
        await Eventually.HoldsAsync(
            () =>
            {
                // The engine's pauses run on the hub's clock.
                hub.Clock.Advance(TimeSpan.FromSeconds(1));
                return log.Lines(typeof(DurableEngine).FullName!).Count(line => line.Contains("could not be written; trying again", StringComparison.Ordinal)) > 2;
            },
            "the engine keeps trying");
        Assert.False(raised.IsCompleted);
        hub.Faults.Outage = false;

        Assert.Equal(7, (await hub.FinishAsync(id)).ReadOutputAs<int>());
        await raised;
    }

    [Fact]
    public async Task Stop_CancelsRunningActivities_WhichRunAgainAfterTheNextStart()
    {
        var (started, runs) = (new TaskCompletionSource(), 0);
        await using var hub = new TestHub(azurite);
        hub.Functions.AddActivity("Slow", async call =>
        {
            if (++runs == 1)
            {
                started.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(call.CancellationToken);
            }

            return runs;
        });
        hub.Orchestrator("Patient", context => context.CallActivityAsync<int>("Slow"));
        await hub.StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Patient");
        await started.Task.WaitAsync(Eventually.DefaultDeadline);

        await hub.Engine.StopAsync().WaitAsync(Eventually.DefaultDeadline);
        await hub.StartAsync();

        Assert.Equal(2, (await hub.FinishAsync(id)).ReadOutputAs<int>());
    }

    /// <summary>Waits until whatever renewal there was is over: only then is the next one planned.</summary>
    private static Task RenewalIsPlannedAsync(TestHub hub) =>
        Eventually.HoldsAsync(() => hub.Clock.TimersAt(hub.Clock.GetUtcNow() + RenewalInterval) > 0, "the next renewal of the lease is planned");

    private TestHub Hub(HostProcess process, TestHub? sameAs = null, ManualTimeProvider? clock = null)
    {
        var hub = sameAs is null
            ? new TestHub(azurite) { Host = process }
            : new TestHub(azurite) { Host = process, Name = sameAs.Name, Clock = clock ?? sameAs.Clock };
        return hub
            .Orchestrator("One", _ => Task.FromResult(1))
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go"));
    }
}
