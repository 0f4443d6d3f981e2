using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>What stored events of instances ask for outside the hub: activities that run and times that come. For the loop's thread only.</summary>
internal sealed class OutsideWork : IDisposable
{
    private readonly CommitLoop _loop;
    private readonly Action<InstanceKey, StepEvent> _happened;
    private readonly TimerQueue _timers;
    private readonly ActivityPool _activities;

    /// <param name="options">How much at once.</param>
    /// <param name="functions">The activities there are.</param>
    /// <param name="loop">The hub's thread.</param>
    /// <param name="clock">Whose time counts.</param>
    /// <param name="find">The instance of a key, while it is present.</param>
    /// <param name="happened">Called on the hub's thread with the answer of an activity, and with the time that has come.</param>
    public OutsideWork(
        DurableEngineOptions options,
        DurableFunctions functions,
        CommitLoop loop,
        TimeProvider clock,
        Func<InstanceKey, Instance?> find,
        Action<InstanceKey, StepEvent> happened)
    {
        _loop = loop;
        _happened = happened;
        _timers = new TimerQueue(clock, (key, fired) => find(key)?.Expects(fired) == true, () => loop.Post(FireTimers));
        _activities = new ActivityPool(
            options, functions, (key, task) => find(key)?.Open.ContainsKey(task) == true, key => find(key)?.Started.Trace, Answered);
    }

    /// <summary>Begins what an event asks for, if anything. It must be stored: whatever is begun may be begun again after a crash, but not undone.</summary>
    public void Begin(InstanceKey key, StepEvent stored)
    {
        switch (stored.Kind)
        {
            case EventKind.ActivityScheduled:
                _activities.Add(key, stored);
                break;
            case EventKind.TimerCreated:
                _timers.Add(stored.Due!.Value, key, new StepEvent { Kind = EventKind.TimerFired, Task = stored.Task, Due = stored.Due });
                break;
            case EventKind.Started when stored.Due is { } due:
                _timers.Add(due, key, new StepEvent { Kind = EventKind.StartDue, Due = due });
                break;
        }
    }

    /// <summary>Completes when the activities have ended; begins no more of them.</summary>
    public Task StopAsync() => _activities.StopAsync();

    public void Dispose()
    {
        _timers.Dispose();
        _activities.Dispose();
    }

    private void Answered(InstanceKey caller, StepEvent? answer, Action ended) => _loop.Post(() =>
    {
        ended();
        if (answer is not null)
        {
            _happened(caller, answer);
        }
    });

    private void FireTimers()
    {
        foreach (var (instance, fired) in _timers.TakeDue())
        {
            _happened(instance, fired);
        }
    }
}
