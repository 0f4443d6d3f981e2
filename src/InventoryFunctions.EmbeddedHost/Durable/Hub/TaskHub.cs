using DurableTask.Core.Exceptions;
using InventoryFunctions.EmbeddedHost.Durable.Execution;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>
/// The heart of the engine. One thread takes events, runs the orchestrators they concern and gathers the resulting steps; one commit at a
/// time carries everything gathered meanwhile to the log; what a step causes outside (activities, timers, answers to callers) happens
/// after its commit.
/// </summary>
internal sealed class TaskHub : IDisposable
{
    /// <summary>Bounds a commit where orchestrators feed each other without end.</summary>
    private const int MaxStepsPerCommit = 5_000;

    // Executions are numbered from 1.
    private const long AnyExecution = 0;

    private readonly DurableEngineOptions _options;
    private readonly DurableFunctions _functions;
    private readonly CommitLog _log;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly EventLoop _loop;
    private readonly TimerQueue _timers;
    private readonly ActivityPool _activities;
    private readonly CancellationTokenSource _killed = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Queue<Action> _ready = new();
    private Batch _batch = new();
    private bool _committing;
    private int _steps;
    private long _lastExecution;
    private long _segment;

    public TaskHub(DurableEngineOptions options, DurableFunctions functions, CommitLog log, TimeProvider clock, ILoggerFactory loggers)
    {
        _options = options;
        _functions = functions;
        _log = log;
        _clock = clock;
        _loggers = loggers;
        _logger = loggers.CreateLogger<TaskHub>();
        _loop = new EventLoop($"Durable {options.HubName}", Advance);
        _timers = new TimerQueue(clock, (key, fired) => Find(key)?.Expects(fired) == true, () => Post(FireTimers));
        _activities = new ActivityPool(options, functions, (key, task) => Find(key)?.Open.ContainsKey(task) == true, Answered);
    }

    /// <summary>All unfinished instances, and the finished ones that are not archived yet. For the hub's thread only.</summary>
    public Dictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Faults when the engine cannot go on.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Called on the hub's thread when an instance has finished and its last step is stored, and when the log enters a new segment.</summary>
    public Action TidyUp { get; set; } = () => { };

    public void Start()
    {
        _loop.Start();
        _loop.Ended.ContinueWith(
            ended => Fail(new HubLostException("The durable engine broke: " + ended.Exception!.InnerException!.Message, ended.Exception.InnerException)),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>Runs something on the hub's thread. Ignored once the engine has stopped.</summary>
    public void Post(Action action) => _loop.Post(action);

    /// <summary>Runs a function on the hub's thread and returns what it returns, without waiting for a commit.</summary>
    public Task<T> AskAsync<T>(Func<T> function, CancellationToken cancellation = default) => CallAsync(function, whenCommitted: false, cancellation);

    /// <summary>As <see cref="AskAsync"/>, but returns only when everything the function caused is stored.</summary>
    public Task<T> RecordAsync<T>(Func<T> function, CancellationToken cancellation = default) => CallAsync(function, whenCommitted: true, cancellation);

    /// <summary>Adds a record of its own to the next commit.</summary>
    public void Append(LogRecord record, Action<long> committed)
    {
        _batch.Records.Add(record);
        _batch.OnCommitted(committed);
    }

    /// <summary>Creates an instance. Its start is delivered, and with it committed, next.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance of that id has not finished.</exception>
    public void StartInstance(string id, StepEvent started)
    {
        if (Instances.TryGetValue(id, out var present) && !present.IsFinished)
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance '{id}' already exists and is {present.Status}.");
        }

        var key = new InstanceKey(id, ++_lastExecution);
        Instances[id] = new Instance(key) { PendingStart = started };
        Enqueue(key, null);
    }

    /// <summary>Delivers an event to whatever execution of the instance is present. Dropped, with a log line, where none waits for events.</summary>
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

    /// <summary>Takes over what recovery has read, before the loop starts.</summary>
    public void Adopt(Instance instance)
    {
        Instances[instance.Key.Instance] = instance;
        instance.Committed = instance.Snapshot();
        _lastExecution = Math.Max(_lastExecution, instance.Key.Execution);
    }

    /// <summary>Sets an adopted instance going again: what it waits for is started once more.</summary>
    public void Resume(Instance instance)
    {
        if (instance.History[^1].Kind == EventKind.ContinuedAsNew)
        {
            ContinueAsNew(instance, instance.History[^1]);
        }
        else if (!instance.HasBegun)
        {
            _timers.Add(instance.Started.Due!.Value, instance.Key, new StepEvent { Kind = EventKind.StartDue, Due = instance.Started.Due });
        }

        foreach (var open in instance.Open.Values)
        {
            Release(instance.Key, open);
        }
    }

    /// <summary>Waits for something the hub answers, or for the hub to stop.</summary>
    public async Task<T> OrFailed<T>(Task<T> answer, CancellationToken cancellation)
    {
        if (await Task.WhenAny(answer, Failed).WaitAsync(cancellation) == Failed)
        {
            await Failed;
        }

        return await answer;
    }

    /// <summary>Ends in order: activities end, everything is stored, the thread ends.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        var idle = await AskAsync(_activities.StopAsync, cancellation);
        await Task.WhenAny(idle, Failed, Task.Delay(_options.ShutdownTimeout, _clock, cancellation));
        await RecordAsync(() => true, cancellation);
        Kill(new HubLostException($"The durable engine of task hub '{_options.HubName}' has stopped."));
        await _loop.Ended.WaitAsync(cancellation);
    }

    /// <summary>Ends at once; what is not stored is forgotten.</summary>
    public void Kill(Exception reason)
    {
        _loop.Stop();
        _killed.Cancel();
        _failed.TrySetException(reason);
        _ = _failed.Task.Exception;
    }

    public void Dispose()
    {
        _timers.Dispose();
        _activities.Dispose();
        _killed.Dispose();
    }

    /// <summary>Stops because the engine must not or cannot go on.</summary>
    public void Fail(HubLostException reason)
    {
        EngineLog.Stopped(_logger, _options.HubName, reason);
        Kill(reason);
    }

    private async Task<T> CallAsync<T>(Func<T> function, bool whenCommitted, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                var result = function();
                if (whenCommitted)
                {
                    _ready.Enqueue(() => _batch.OnCommitted(_ => answer.SetResult(result)));
                }
                else
                {
                    answer.SetResult(result);
                }
            }
            catch (Exception refused)
            {
                answer.SetException(refused);
            }
        });
        return await OrFailed(answer.Task, cancellation);
    }

    /// <summary>Delivers what is ready, then cuts the next commit unless one is on its way.</summary>
    private void Advance()
    {
        while (_steps < MaxStepsPerCommit && _ready.TryDequeue(out var next))
        {
            next();
        }

        if (!_committing && !_batch.IsEmpty)
        {
            var cut = _batch;
            _batch = new Batch();
            _steps = 0;
            _committing = true;
            _ = Task.Run(() => CommitAsync(cut));
        }
    }

    private void Enqueue(InstanceKey key, StepEvent? incoming) => _ready.Enqueue(() => Take(key, incoming));

    private void Take(InstanceKey key, StepEvent? incoming)
    {
        if (Find(key) is not { } instance)
        {
            return;
        }

        // An execution begins before anything else is delivered to it.
        if (instance.PendingStart is { } start)
        {
            instance.PendingStart = null;
            Step(instance, start);
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

    private async Task CommitAsync(Batch batch)
    {
        try
        {
            var row = batch.Records.Count == 0 ? 0 : await _log.AppendAsync(batch.Records, _killed.Token);
            Post(() =>
            {
                _committing = false;
                batch.Release(row);
                if (_log.LastSegment > _segment)
                {
                    _segment = _log.LastSegment;
                    TidyUp();
                }
            });
        }
        catch (OperationCanceledException) when (_killed.IsCancellationRequested)
        {
            // Killed: whether it landed is for the next host to find out.
        }
        catch (HubLostException lost)
        {
            Fail(lost);
        }
        catch (Exception unexpected)
        {
            Fail(new HubLostException($"The log of task hub '{_options.HubName}' failed: {unexpected.Message}", unexpected));
        }
    }

    private void Step(Instance instance, StepEvent incoming)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        incoming = incoming with { At = now > instance.LastUpdatedAt ? now : instance.LastUpdatedAt };
        List<StepEvent> events = [incoming, .. Decide(instance, incoming)];
        foreach (var happened in events)
        {
            instance.Apply(happened);
        }

        _steps++;
        var (key, state) = (instance.Key, instance.Snapshot());
        Append(new LogRecord { Stepped = key, Events = events }, row => Publish(instance, state, row));
        foreach (var happened in events)
        {
            Follow(instance, happened);
        }
    }

    private List<StepEvent> Decide(Instance instance, StepEvent incoming)
    {
        if (incoming.Kind is EventKind.Terminated or EventKind.Failed)
        {
            return [];
        }

        var started = incoming.Kind == EventKind.Started ? incoming : instance.Started;
        if (!_functions.TryGetOrchestrator(started.Name!, out var orchestrator))
        {
            return [Failure(incoming, new InvalidOperationException(
                $"There is no orchestrator function named '{started.Name}'. Registered: {string.Join(", ", _functions.OrchestratorNames.Order())}."))];
        }

        try
        {
            if (instance.Run is null || _options.ReplayEveryStep)
            {
                instance.Run = new OrchestrationRun(
                    instance.Key.Instance, started, orchestrator, _options.DataConverter, _loggers, run => Post(() => Escaped(instance, run)));
                instance.Run.Replay(instance.History);
            }

            return instance.Run.Deliver(incoming, isReplaying: false);
        }
        catch (NonDeterministicException nonDeterministic)
        {
            return [Failure(incoming, nonDeterministic)];
        }

        static StepEvent Failure(StepEvent incoming, Exception exception) =>
            new() { Kind = EventKind.Failed, At = incoming.At, Failure = History.Failure.From(exception) };
    }

    private void Escaped(Instance instance, OrchestrationRun run)
    {
        if (ReferenceEquals(instance.Run, run) && !instance.IsFinished)
        {
            Enqueue(instance.Key, new StepEvent { Kind = EventKind.Failed, Failure = OrchestrationRun.ForeignAwait(instance.Started.Name!) });
        }
    }

    /// <summary>Does what an event of a step causes: other instances hear of it in the same commit, the outside world after it.</summary>
    private void Follow(Instance instance, StepEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Started when happened.Due is not null:
                _batch.OnCommitted(_ => _timers.Add(happened.Due.Value, instance.Key, new StepEvent { Kind = EventKind.StartDue, Due = happened.Due }));
                break;
            case EventKind.ActivityScheduled or EventKind.TimerCreated:
                var key = instance.Key;
                _batch.OnCommitted(_ => Release(key, happened));
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

    private void Release(InstanceKey key, StepEvent command)
    {
        if (command.Kind == EventKind.ActivityScheduled)
        {
            _activities.Add(key, command);
        }
        else if (command.Kind == EventKind.TimerCreated)
        {
            _timers.Add(command.Due!.Value, key, new StepEvent { Kind = EventKind.TimerFired, Task = command.Task, Due = command.Due });
        }
    }

    private void ContinueAsNew(Instance instance, StepEvent continued)
    {
        var before = instance.Started;
        instance.BeginExecution(new InstanceKey(instance.Key.Instance, ++_lastExecution));
        instance.PendingStart = before with { Data = continued.Data, Carried = continued.Carried, Due = null, Created = before.Created ?? before.At };
        Enqueue(instance.Key, null);
    }

    /// <summary>Starts a sub-orchestration, or finds that it cannot be.</summary>
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
            });
        }
        catch (OrchestrationAlreadyExistsException refused)
        {
            var failure = Failure.From(refused) with { Permanent = true };
            Enqueue(parent.Key, new StepEvent { Kind = EventKind.SubFailed, Task = scheduled.Task, Failure = failure });
        }
    }

    private void Finish(Instance instance, StepEvent outcome)
    {
        instance.Run = null;
        if (instance.Started.Parent is { } parent)
        {
            TellParent(parent, outcome);
        }

        if (outcome.Kind == EventKind.Terminated && outcome.Recursive)
        {
            foreach (var sub in instance.Open.Values.Where(open => open.Kind == EventKind.SubScheduled))
            {
                Deliver(sub.Instance!, new StepEvent { Kind = EventKind.Terminated, Data = outcome.Data, Recursive = true });
            }
        }

        _batch.OnCommitted(_ => TidyUp());
    }

    /// <summary>Answers the command of a parent with the outcome of its sub-orchestration.</summary>
    public void TellParent(ParentLink parent, StepEvent outcome) => Enqueue(
        new InstanceKey(parent.Instance, parent.Execution),
        outcome.Kind == EventKind.Completed
            ? new StepEvent { Kind = EventKind.SubCompleted, Task = parent.Task, Data = outcome.Data }
            : new StepEvent
            {
                Kind = EventKind.SubFailed,
                Task = parent.Task,
                Failure = outcome.Failure ?? new Failure("Terminated", $"The sub-orchestration was terminated: {outcome.Data ?? "no reason given"}"),
            });

    private static void Publish(Instance instance, InstanceState state, long row)
    {
        instance.Committed = state;
        if (instance.Key == state.Key)
        {
            instance.FirstRow = Math.Min(instance.FirstRow, row);
        }

        if (state.Status != OrchestrationRuntimeStatus.Pending)
        {
            Answer(instance.AwaitingStart, state);
        }

        if (state.IsFinished)
        {
            Answer(instance.AwaitingEnd, state);
        }
    }

    private static void Answer(List<TaskCompletionSource<InstanceState>> waiters, InstanceState state)
    {
        foreach (var waiter in waiters)
        {
            waiter.TrySetResult(state);
        }

        waiters.Clear();
    }

    private void Answered(InstanceKey caller, StepEvent? answer, Action ended) => Post(() =>
    {
        ended();
        if (answer is not null)
        {
            Enqueue(caller, answer);
        }
    });

    private void FireTimers()
    {
        foreach (var (instance, fired) in _timers.TakeDue())
        {
            Enqueue(instance, fired);
        }
    }

    private Instance? Find(InstanceKey key) =>
        Instances.TryGetValue(key.Instance, out var instance) && (key.Execution == AnyExecution || instance.Key == key) ? instance : null;
}
