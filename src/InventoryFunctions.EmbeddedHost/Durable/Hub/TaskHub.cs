using DurableTask.Core.Exceptions;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>
/// The instances of a hub and what happens to them: takes events, has the orchestrators they concern decide, records the steps and does
/// what follows from them. For the loop's thread only.
/// </summary>
internal sealed class TaskHub : IDisposable
{
    // Executions are numbered from 1.
    private const long AnyExecution = 0;

    private readonly DurableEngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly OrchestratorRuns _runs;
    private readonly OutsideWork _outside;
    private long _lastExecution;
    private long _segment;

    public TaskHub(DurableEngineOptions options, DurableFunctions functions, CommitLoop loop, TimeProvider clock, ILoggerFactory loggers)
    {
        _options = options;
        _clock = clock;
        _logger = loggers.CreateLogger<TaskHub>();
        _runs = new OrchestratorRuns(options, functions, loop, loggers, Enqueue);
        _outside = new OutsideWork(options, functions, loop, clock, Find, Enqueue);
        Loop = loop;
    }

    public CommitLoop Loop { get; }

    /// <summary>All unfinished instances, and the finished ones that are not archived yet.</summary>
    public Dictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Called when an instance has finished and its last step is stored, and when the log has entered a new segment.</summary>
    public Action TidyUp { get; set; } = () => { };

    /// <summary>Creates an instance; its start is delivered next.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance of that id has not finished.</exception>
    public void StartInstance(string id, StepEvent started)
    {
        var present = Instances.GetValueOrDefault(id);
        if (present is { IsFinished: false })
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance '{id}' already exists and is {present.Status}.");
        }

        var key = new InstanceKey(id, ++_lastExecution);
        var instance = new Instance(key) { PendingStart = started };
        if (present is not null)
        {
            instance.Replace(present);
        }

        Instances[id] = instance;
        Loop.Enqueue(() => Take(key, null), () => instance.PendingStart is { } pending ? new Delivery(key, pending) : null);
    }

    /// <summary>Delivers an event to whatever execution of the instance is present; without one it is dropped and false returned.</summary>
    public bool Deliver(string id, StepEvent incoming)
    {
        if (!Instances.TryGetValue(id, out var instance) || instance.IsFinished)
        {
            EngineLog.MessageDropped(_logger, incoming.Kind.ToString(), incoming.Name, id);
            return false;
        }

        Enqueue(new InstanceKey(id, AnyExecution), incoming);
        return true;
    }

    /// <summary>Takes up a delivery that was stored but may not have arrived. Before the loop starts.</summary>
    public void Redeliver(Delivery stored)
    {
        if (stored.Event.Kind != EventKind.Started)
        {
            Enqueue(stored.To, stored.Event);
        }
        else if (Instances.GetValueOrDefault(stored.To.Instance) is not { IsFinished: false })
        {
            StartInstance(stored.To.Instance, stored.Event);
        }
    }

    /// <summary>Takes a number out of use. Before the loop starts.</summary>
    public void Skip(long execution) => _lastExecution = Math.Max(_lastExecution, execution);

    /// <summary>Takes over an instance as it was stored. Before the loop starts.</summary>
    public void Adopt(Instance instance)
    {
        Instances[instance.Key.Instance] = instance;
        instance.Committed = instance.Snapshot();
        Skip(instance.Key.Execution);
    }

    /// <summary>Sets an adopted instance going again: what it waits for is started once more. Before the loop starts.</summary>
    public void Resume(Instance instance)
    {
        if (instance.History[^1].Kind == EventKind.ContinuedAsNew)
        {
            ContinueAsNew(instance, instance.History[^1]);
        }
        else if (!instance.HasBegun)
        {
            _outside.Begin(instance.Key, instance.Started);
        }

        foreach (var open in instance.Open.Values)
        {
            _outside.Begin(instance.Key, open);
        }
    }

    /// <summary>Starts a sub-orchestration, or tells the parent that it cannot be.</summary>
    public void StartSub(Instance parent, StepEvent scheduled)
    {
        try
        {
            StartInstance(scheduled.Instance!, new StepEvent
            {
                Kind = EventKind.Started,
                Name = scheduled.Name,
                Data = scheduled.Data,
                Parent = new ParentLink(parent.Started.Name!, parent.Key.Instance, parent.Key.Execution, scheduled.Task!.Value),
                Trace = parent.Started.Trace,
            });
        }
        catch (OrchestrationAlreadyExistsException refused)
        {
            var failure = Failure.From(refused) with { Permanent = true };
            Enqueue(parent.Key, new StepEvent { Kind = EventKind.SubFailed, Task = scheduled.Task, Failure = failure });
        }
    }

    /// <summary>Answers the command of a parent with the outcome of its sub-orchestration.</summary>
    public void TellParent(ParentLink parent, StepEvent outcome)
    {
        var failure = outcome.Failure ?? new Failure("Terminated", $"The sub-orchestration was terminated: {outcome.Data ?? "no reason given"}");
        Enqueue(new InstanceKey(parent.Instance, parent.Execution), outcome.Kind == EventKind.Completed
            ? new StepEvent { Kind = EventKind.SubCompleted, Task = parent.Task, Data = outcome.Data }
            : new StepEvent { Kind = EventKind.SubFailed, Task = parent.Task, Failure = failure });
    }

    /// <summary>Ends in order: activities end, what they answered is stored, the loop ends.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        var idle = await Loop.AskAsync(_outside.StopAsync, cancellation);
        await Task.WhenAny(idle, Loop.Failed, Task.Delay(_options.ShutdownTimeout, _clock, cancellation));
        await Loop.StopAsync(cancellation);
    }

    public void Dispose() => _outside.Dispose();

    private Instance? Find(InstanceKey key) =>
        Instances.TryGetValue(key.Instance, out var instance) && (key.Execution == AnyExecution || instance.Key == key) ? instance : null;

    private void Enqueue(InstanceKey key, StepEvent? incoming) =>
        Loop.Enqueue(() => Take(key, incoming), incoming is null ? null : () => new Delivery(key, incoming));

    private void Take(InstanceKey key, StepEvent? incoming)
    {
        if (Find(key) is not { } instance)
        {
            return;
        }

        // An execution begins before anything else is delivered to it; one that is terminated first need not run at all.
        if (instance.PendingStart is { } start)
        {
            instance.PendingStart = null;
            Step(instance, start, runs: incoming?.Kind != EventKind.Terminated);
        }

        if (incoming is not null && instance.PendingStart is not null)
        {
            Enqueue(key, incoming);
        }
        else if (incoming is not null && Find(key) == instance && instance.Expects(incoming))
        {
            Step(instance, incoming);
        }
    }

    private void Step(Instance instance, StepEvent incoming, bool runs = true)
    {
        // Time never goes back within an instance, whatever the machine's clock does.
        var now = _clock.GetUtcNow().UtcDateTime;
        incoming = incoming with { At = now > instance.LastUpdatedAt ? now : instance.LastUpdatedAt };
        List<StepEvent> events = [incoming, .. runs ? _runs.Decide(instance, incoming) : []];
        events.ForEach(instance.Apply);

        var state = instance.Snapshot();
        Loop.Append(new LogRecord { Stepped = instance.Key, Events = events }, row => Publish(instance, state, row));
        events.ForEach(happened => Follow(instance, happened));
    }

    /// <summary>Does what an event of a step causes: other instances hear of it in the same commit, the outside world after it.</summary>
    private void Follow(Instance instance, StepEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Started or EventKind.ActivityScheduled or EventKind.TimerCreated:
                var key = instance.Key;
                Loop.OnCommitted(_ => _outside.Begin(key, happened));
                break;
            case EventKind.SubScheduled:
                StartSub(instance, happened);
                break;
            case EventKind.EventSent:
                Deliver(happened.Instance!, new StepEvent { Kind = EventKind.EventRaised, Name = happened.Name, Data = happened.Data });
                break;
            case EventKind.ContinuedAsNew:
                ContinueAsNew(instance, happened);
                break;
            case EventKind.Completed or EventKind.Failed or EventKind.Terminated:
                Finish(instance, happened);
                break;
        }
    }

    private void ContinueAsNew(Instance instance, StepEvent continued)
    {
        var before = instance.Started;
        instance.BeginExecution(new InstanceKey(instance.Key.Instance, ++_lastExecution));
        instance.PendingStart = before with { Data = continued.Data, Carried = continued.Carried, Due = null, Created = before.Created ?? before.At };
        Enqueue(instance.Key, null);
    }

    private void Finish(Instance instance, StepEvent outcome)
    {
        instance.Run = null;
        if (instance.Started.Parent is { } parent)
        {
            TellParent(parent, outcome);
        }

        foreach (var sub in instance.Open.Values.Where(open => outcome.Recursive && open.Kind == EventKind.SubScheduled))
        {
            Deliver(sub.Instance!, outcome with { At = default });
        }

        var (started, id) = (instance.Started, instance.Key.Instance);
        Loop.OnCommitted(_ =>
        {
            DurableTracing.Ended(started, outcome, id);
            TidyUp();
        });
    }

    private void Publish(Instance instance, InstanceState state, long row)
    {
        instance.Publish(state, row);
        if (row / CommitLog.SegmentRows > _segment)
        {
            _segment = row / CommitLog.SegmentRows;
            TidyUp();
        }
    }
}
