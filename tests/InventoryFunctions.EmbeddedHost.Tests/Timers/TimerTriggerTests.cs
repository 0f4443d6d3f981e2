using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.EmbeddedHost.Timers;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Timers;

public sealed class TimerTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NineOClock = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Start);

    [Fact]
    public async Task Tick_ClockReachesIt_RunsTheFunctionOnce()
    {
        await using var host = await StartAsync<SampleTimerFunctions>();

        await MoveToTickAsync(NineOClock);
        var (isPastDue, at, next) = Assert.IsType<(bool, DateTimeOffset, DateTime?)>(Assert.Single(await host.Log.WaitForAsync(1)));

        Assert.False(isPastDue);
        Assert.Equal(NineOClock, at);
        Assert.Equal(NineOClock.UtcDateTime, next);
    }

    [Fact]
    public async Task Tick_MissedWhileDown_RunsOnceAndIsPastDue()
    {
        var hub = TestHost.NewHub();
        await using (var first = await StartAsync<SampleTimerFunctions>(hub))
        {
            Assert.Empty(first.Log.Calls);
        }

        _clock.Advance(TimeSpan.FromDays(7));
        await using var second = await StartAsync<SampleTimerFunctions>(hub);
        await second.Log.WaitForAsync(1);

        var (isPastDue, at, _) = Assert.IsType<(bool, DateTimeOffset, DateTime?)>(Assert.Single(second.Log.Calls));
        Assert.True(isPastDue);
        Assert.Equal(Start.AddDays(7), at);
    }

    [Fact]
    public async Task Tick_AlreadyRunBeforeStop_IsNotPastDue()
    {
        var hub = TestHost.NewHub();
        await using (var first = await StartAsync<SampleTimerFunctions>(hub))
        {
            await MoveToTickAsync(NineOClock);
            await first.Log.WaitForAsync(1);

            // Only once it is on record does the listener sleep again.
            await SleepsUntilAsync(NineOClock.AddHours(1));
        }

        await using var second = await StartAsync<SampleTimerFunctions>(hub);
        await MoveToTickAsync(NineOClock.AddHours(1));

        var (isPastDue, at, _) = Assert.IsType<(bool, DateTimeOffset, DateTime?)>(Assert.Single(await second.Log.WaitForAsync(1)));
        Assert.False(isPastDue);
        Assert.Equal(NineOClock.AddHours(1), at);
    }

    [Theory]
    [InlineData(typeof(ObedientTimerFunctions), true)]
    [InlineData(typeof(InterruptedTimerFunctions), false)]
    public async Task Stop_CancelsARun_ItIsOnRecordWhereItHasEndedAllTheSame(Type functions, bool isOnRecord)
    {
        var hub = TestHost.NewHub();
        await using (var host = await TestHost.StartAsync(azurite, [functions], null, _clock, hub, drainTimeout: TimeSpan.FromMilliseconds(50)))
        {
            await MoveToTickAsync(NineOClock);
            await host.Log.WaitForAsync(1);
        }

        var status = new TimerStatusTable(new TableServiceClient(azurite.ConnectionString), hub);
        await Eventually.HoldsAsync(
            async () => (await status.ReadAsync("Hourly", CancellationToken.None))!.Last == (isOnRecord ? NineOClock.UtcDateTime : default), "the run's record is as expected");
    }

    [Fact]
    public async Task Schedule_OfASetting_IsResolved()
    {
        await using var host = await StartAsync<SettingTimerFunctions>(settings: new() { ["Sample__Schedule"] = "0 45 8 * * *" });

        await MoveUntilAsync(host, 1, TimeSpan.FromMinutes(5));

        Assert.True(Assert.IsType<bool>(host.Log.Calls[0]));
    }

    [Fact]
    public async Task Schedule_SettingMissing_IsAStartErrorThatNamesIt()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => StartAsync<SettingTimerFunctions>());

        Assert.Contains("FromSetting", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sample__Schedule", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOnStartup_Set_RunsAtOnceAndIsNotPastDue()
    {
        await using var host = await StartAsync<StartupTimerFunctions>();

        await host.Log.WaitForAsync(1);

        Assert.Equal(false, Assert.Single(host.Log.Calls));
    }

    [Fact]
    public async Task Tick_FunctionFails_NextTickStillRuns()
    {
        await using var host = await StartAsync<FailingTimerFunctions>();

        await MoveUntilAsync(host, 3, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Tick_WhileRunning_WaitsForTheRunToEnd()
    {
        using var gate = new SemaphoreSlim(0);
        await using var host = await StartAsync<SlowTimerFunctions>(services: gate);
        await MoveUntilAsync(host, 1, TimeSpan.FromMinutes(1));

        _clock.Advance(TimeSpan.FromMinutes(10));
        gate.Release(int.MaxValue);
        await MoveUntilAsync(host, 3, TimeSpan.FromMinutes(1));

        Assert.All(host.Log.Calls, running => Assert.Equal(1, running));
    }

    [Fact]
    public async Task Disabled_Timer_IsNotStarted()
    {
        await using var host = await TestHost.StartAsync(
            azurite,
            [typeof(StartupTimerFunctions), typeof(FailingTimerFunctions)],
            new() { ["AzureWebJobs.AtStart.Disabled"] = "1" },
            _clock);

        await MoveUntilAsync(host, 1, TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(false, host.Log.Calls);
    }

    private Task<TestHost> StartAsync<T>(string? hub = null, Dictionary<string, string?>? settings = null, object? services = null) =>
        TestHost.StartAsync(azurite, [typeof(T)], settings, _clock, hub, service: services);

    /// <summary>Lets a tick come. The listener sleeps on this clock in a thread of its own: once it does, it is waked at the time, and not past it.</summary>
    private async Task MoveToTickAsync(DateTimeOffset tick)
    {
        await SleepsUntilAsync(tick);
        _clock.Advance(tick - _clock.GetUtcNow());
    }

    private Task SleepsUntilAsync(DateTimeOffset tick) => Eventually.HoldsAsync(() => _clock.TimersAt(tick) > 0, $"the timer waits for {tick:u}");

    // Where it does not matter when exactly: the clock moves on until it has been noticed.
    private Task MoveUntilAsync(TestHost host, int calls, TimeSpan step) => Eventually.HoldsAsync(
        () =>
        {
            if (host.Log.Calls.Count < calls)
            {
                _clock.Advance(step);
            }

            return host.Log.Calls.Count >= calls;
        },
        $"{calls} calls");
}
