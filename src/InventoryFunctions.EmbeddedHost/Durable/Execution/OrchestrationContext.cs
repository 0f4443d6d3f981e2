using System.Globalization;
using InventoryFunctions.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>What an orchestrator sees of the engine. It turns calls into commands and answers into finished tasks.</summary>
internal sealed class OrchestrationContext(
    string instanceId,
    StepEvent started,
    DataConverter converter,
    ILoggerFactory loggers,
    TurnSynchronizationContext turn) : TaskOrchestrationContext
{
    private readonly Dictionary<int, (string Name, IPending Pending)> _open = [];
    private readonly HashSet<int> _permanentFailures = [];
    private readonly ExternalEvents _events = new(converter);
    private List<StepEvent> _commands = [];
    private DateTime _now = started.At;
    private bool _isReplaying;
    private int _nextTask;
    private int _nextGuid;

    public override TaskName Name { get; } = started.Name!;

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        started.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Instance) : null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    /// <summary>The continue-as-new the orchestrator asked for: it takes effect when the orchestrator returns.</summary>
    public (string? Input, bool PreserveEvents)? Continuation { get; private set; }

    /// <summary>How many tasks the engine still owes an answer.</summary>
    public int OpenTasks => _open.Count + _events.Waiting;

    public IReadOnlyList<RaisedEvent> UnprocessedEvents => _events.Unprocessed;

    protected override ILoggerFactory LoggerFactory => loggers;

    public void BeginTurn(DateTime now, bool isReplaying)
    {
        _now = now;
        _isReplaying = isReplaying;
    }

    public List<StepEvent> TakeCommands()
    {
        var commands = _commands;
        _commands = [];
        return commands;
    }

    public void Accept(StepEvent incoming)
    {
        switch (incoming.Kind)
        {
            case EventKind.EventRaised:
                _events.Raise(new RaisedEvent(incoming.Name!, incoming.Data));
                break;
            case EventKind.ActivityCompleted or EventKind.SubCompleted or EventKind.TimerFired when _open.Remove(incoming.Task!.Value, out var done):
                done.Pending.Complete(incoming.Data);
                break;
            case EventKind.ActivityFailed or EventKind.SubFailed when _open.Remove(incoming.Task!.Value, out var failed):
                if (incoming.Failure!.Permanent)
                {
                    _permanentFailures.Add(incoming.Task.Value);
                }

                failed.Pending.Fail(new TaskFailedException(failed.Name, incoming.Task.Value, incoming.Failure.ToDetails()));
                break;
        }
    }

    public override T? GetInput<T>()
        where T : default => started.Data is null ? default : converter.Deserialize<T>(started.Data);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var json = converter.Serialize(input);
        return WithRetry(options?.Retry, () => Issue<TResult>(new StepEvent { Kind = EventKind.ActivityScheduled, Name = name.Name, Data = json }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var json = converter.Serialize(input);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Validate(id);
        return WithRetry(options?.Retry, () => Issue<TResult>(
            new StepEvent { Kind = EventKind.SubScheduled, Name = orchestratorName.Name, Instance = id, Data = json }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureInTurn();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var task = _nextTask;
        var pending = new Pending<object>(converter);
        Issue(new StepEvent { Kind = EventKind.TimerCreated, Due = fireAt.ToUniversalTime() }, pending);
        cancellationToken.Register(() =>
        {
            if (turn.IsInTurn && _open.Remove(task))
            {
                _commands.Add(new StepEvent { Kind = EventKind.TimerCanceled, At = _now, Task = task });
                pending.Cancel(cancellationToken);
            }
        });
        return pending.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureInTurn();
        return _events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        Command(new StepEvent { Kind = EventKind.EventSent, Instance = instanceId, Name = eventName, Data = converter.Serialize(payload) });

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureInTurn();
        _commands.RemoveAll(command => command.Kind == EventKind.CustomStatusSet);
        _commands.Add(new StepEvent { Kind = EventKind.CustomStatusSet, At = _now, Data = converter.Serialize(customStatus) });
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        EnsureInTurn();
        Continuation = (converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureInTurn();
        return DeterministicGuid.From(string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{_now:o}_{_nextGuid++}"));
    }

    private Task<TResult> WithRetry<TResult>(TaskRetryOptions? retry, Func<Task<TResult>> attempt) =>
        retry is null ? attempt() : new RetryLoop(this, retry, failed => !_permanentFailures.Contains(failed.TaskId)).RunAsync(attempt);

    private Task<TResult> Issue<TResult>(StepEvent command)
    {
        var pending = new Pending<TResult>(converter);
        Issue(command, pending);
        return pending.Task;
    }

    private void Issue(StepEvent command, IPending pending) =>
        _open.Add(Command(command), (command.Name ?? command.Kind.ToString(), pending));

    private int Command(StepEvent command)
    {
        EnsureInTurn();
        var task = _nextTask++;
        _commands.Add(command with { Task = task, At = _now });
        return task;
    }

    private void EnsureInTurn()
    {
        if (!turn.IsInTurn)
        {
            throw new InvalidOperationException(
                "The orchestration context was used outside the orchestrator's own thread. "
                + "Await only tasks of the context, without ConfigureAwait(false), and start no threads.");
        }
    }

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("TaskOptions were passed as the input. Name the argument 'options'.", nameof(input));
        }
    }
}
