using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Tests.Timers;

public sealed class SampleTimerFunctions(CallLog log, TimeProvider timeProvider)
{
    public const string Schedule = "0 0 * * * *";

    [Function(nameof(Hourly))]
    public void Hourly([TimerTrigger(Schedule)] TimerInfo timer) =>
        log.Add((timer.IsPastDue, At: timeProvider.GetUtcNow(), timer.ScheduleStatus?.Next));
}

/// <summary>Runs until the host stops, and ends in order.</summary>
public sealed class ObedientTimerFunctions(CallLog log)
{
    [Function("Hourly")]
    public async Task RunAsync([TimerTrigger(SampleTimerFunctions.Schedule)] TimerInfo timer, CancellationToken stopping)
    {
        log.Add("ran");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}

/// <summary>Runs until the host stops, and does not come to its end.</summary>
public sealed class InterruptedTimerFunctions(CallLog log)
{
    [Function("Hourly")]
    public Task RunAsync([TimerTrigger(SampleTimerFunctions.Schedule)] TimerInfo timer, CancellationToken stopping)
    {
        log.Add("began");
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
    }
}

public sealed class SettingTimerFunctions(CallLog log)
{
    [Function(nameof(FromSetting))]
    public void FromSetting([TimerTrigger("%Sample__Schedule%", UseMonitor = false)] TimerInfo timer) => log.Add(timer.ScheduleStatus is null);
}

public sealed class StartupTimerFunctions(CallLog log)
{
    [Function(nameof(AtStart))]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => log.Add(timer.IsPastDue);
}

public sealed class FailingTimerFunctions(CallLog log)
{
    [Function(nameof(Fails))]
    public Task Fails([TimerTrigger("00:01:00")] TimerInfo timer)
    {
        log.Add("ran");
        throw new InvalidOperationException("This tick fails.");
    }
}

public sealed class SlowTimerFunctions(CallLog log, SemaphoreSlim gate)
{
    private static int running;

    [Function(nameof(Slow))]
    public async Task Slow([TimerTrigger("00:01:00")] TimerInfo timer)
    {
        log.Add(Interlocked.Increment(ref running));
        await gate.WaitAsync();
        Interlocked.Decrement(ref running);
    }
}
