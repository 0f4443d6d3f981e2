using InventoryFunctions.EmbeddedHost.Functions;
using InventoryFunctions.EmbeddedHost.Queues;
using InventoryFunctions.EmbeddedHost.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>The listeners of all timer and queue functions.</summary>
internal sealed class TriggerListeners : IDisposable
{
    // Storage counts visibility in whole seconds, and a lease is renewed at half time.
    private static readonly TimeSpan ShortestQueueLease = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly List<(string Function, Func<CancellationToken, CancellationToken, Task> Run)> _listeners = [];
    private readonly List<TimerListener> _timers = [];
    private readonly TimerStatusTable _timerStatus;
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;

    private TriggerListeners(TimerStatusTable timerStatus, ILogger logger)
    {
        _timerStatus = timerStatus;
        _logger = logger;
    }

    /// <exception cref="HostStartException">A schedule, queue name or connection can't be used.</exception>
    public static TriggerListeners Create(
        IEnumerable<EmbeddedFunction> functions, IServiceProvider services, HostJson hostJson, TimeProvider timeProvider)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<TriggerListeners>();
        var runner = services.GetRequiredService<FunctionRunner>();
        var settings = services.GetRequiredService<Settings>();
        var signals = services.GetRequiredService<QueueSignals>();
        var status = new TimerStatusTable(StorageClients.Tables(services), hostJson.HubName);
        var lease = settings.Span("EmbeddedHost:QueueLease", ShortestQueueLease) ?? QueueListener.DefaultLease;
        var listeners = new TriggerListeners(status, logger);
        foreach (var function in functions)
        {
            if (function.Trigger is TimerTriggerAttribute timer)
            {
                var schedule = TimerSchedule.Parse(settings.Resolve(timer.Schedule, function.Name), function.Name);
                var monitor = timer.UseMonitor && !schedule.IsSubMinute(timeProvider.GetUtcNow().UtcDateTime) ? status : null;
                listeners.Add(new TimerListener(function, schedule, monitor, runner, timeProvider, logger), function);
            }
            else if (function.Trigger is QueueTriggerAttribute trigger)
            {
                var name = settings.Resolve(trigger.QueueName, function.Name);
                var connection = settings.ConnectionString(trigger.Connection, function.Name);
                var queue = StorageClients.Queue(connection, name, function.Name);
                var poison = StorageClients.Queue(connection, $"{name}-poison", function.Name);
                var handler = new QueueMessageHandler(function, queue, poison, hostJson, lease, runner, logger);
                var listener = new QueueListener(queue, handler, signals.Of(name), hostJson, lease, logger);
                listeners._listeners.Add((function.Name, listener.RunAsync));
            }
        }

        return listeners;
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_timers.Count == 0)
        {
            return;
        }

        await _timerStatus.CreateIfNotExistsAsync(cancellationToken);
        foreach (var timer in _timers)
        {
            await timer.PrepareAsync(cancellationToken);
        }
    }

    public void Start() => _running = Task.WhenAll(_listeners.Select(listener => Task.Run(() => RunAsync(listener.Function, listener.Run))));

    public void StopFetching() => _stopping.Cancel();

    /// <summary>Cancels what is still running, and gives it the time to end.</summary>
    public async Task StopAsync(TimeSpan timeout)
    {
        await _aborting.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(timeout, TimeProvider.System));
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private void Add(TimerListener listener, EmbeddedFunction function)
    {
        _timers.Add(listener);
        _listeners.Add((function.Name, listener.RunAsync));
    }

    private async Task RunAsync(string function, Func<CancellationToken, CancellationToken, Task> run)
    {
        try
        {
            await run(_stopping.Token, _aborting.Token);
        }
        catch (Exception error)
        {
            HostLog.ListenerFailed(_logger, error, function);
        }
    }
}
