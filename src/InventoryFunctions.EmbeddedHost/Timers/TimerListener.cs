using Azure;
using InventoryFunctions.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Timers;

/// <summary>
/// Ticks one timer function, one run at a time. Ticks that fall into a run or a downtime are not caught up one by one: one run
/// follows at once, and after a downtime it is told by <see cref="TimerInfo.IsPastDue"/>.
/// </summary>
internal sealed class TimerListener(
    EmbeddedFunction function, TimerSchedule schedule, TimerStatusTable? monitor, FunctionRunner runner, TimeProvider timeProvider, ILogger logger)
{
    // Task.Delay takes less than 50 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private readonly TimerTriggerAttribute _trigger = (TimerTriggerAttribute)function.Trigger;
    private ScheduleStatus _status = new();

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Reads where the timer stood. After this a missed tick can be told from a timer that never ran.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var known = monitor is null ? null : await monitor.ReadAsync(function.Name, cancellationToken);
        _status = known is not null && known.Next == NextOf(known.Last == default ? known.LastUpdated : known.Last)
            ? known
            : new ScheduleStatus { Next = NextOf(now), LastUpdated = now };
        if (monitor is not null && _status != known)
        {
            await monitor.WriteAsync(function.Name, _status, cancellationToken);
        }
    }

    /// <summary>Ticks until <paramref name="stopping"/>; a run that has begun sees only <paramref name="aborting"/>.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            var isPastDue = _status.Next != default && _status.Next < Now;
            if (isPastDue || _trigger.RunOnStartup)
            {
                await TickAsync(isPastDue, aborting);
            }

            while (_status.Next != default && !stopping.IsCancellationRequested)
            {
                await WaitUntilAsync(_status.Next, stopping);
                await TickAsync(isPastDue: false, aborting);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task WaitUntilAsync(DateTime due, CancellationToken stopping)
    {
        for (var wait = due - Now; wait > TimeSpan.Zero; wait = due - Now)
        {
            await Task.Delay(wait < LongestDelay ? wait : LongestDelay, timeProvider, stopping);
        }
    }

    private async Task TickAsync(bool isPastDue, CancellationToken aborting)
    {
        var now = Now;
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = monitor is null ? null : _status };
        try
        {
            await runner.RunAsync(function, new Trigger(info, new Dictionary<string, object?>(), aborting));
        }
        catch (Exception error)
        {
            TimerLog.Failed(logger, error, function.Name);

            // What a stop cut short is made good after the next start.
            aborting.ThrowIfCancellationRequested();
        }

        _status = new ScheduleStatus { Last = now, Next = NextOf(now), LastUpdated = now };
        await RememberAsync();
    }

    private async Task RememberAsync()
    {
        try
        {
            // Not cancelled by a stop: what has run would run again after the next start.
            await (monitor?.WriteAsync(function.Name, _status, CancellationToken.None) ?? Task.CompletedTask);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            // The timer ticks on; at worst a restart takes this tick for a missed one.
            TimerLog.NotRemembered(logger, error, function.Name);
        }
    }

    private DateTime NextOf(DateTime after) => schedule.Next(after) ?? default;
}
