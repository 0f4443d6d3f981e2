using InventoryFunctions.EmbeddedHost.Durable.Execution;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>An instance in memory: its history, folded. Touched by the hub's thread only.</summary>
internal sealed class Instance(InstanceKey key)
{
    private InstanceKey? _firstRowOf;
    private bool _suspended;
    private string? _customStatus;

    public InstanceKey Key { get; private set; } = key;

    public List<StepEvent> History { get; } = [];

    /// <summary>Commands the engine still has to answer, by number.</summary>
    public Dictionary<int, StepEvent> Open { get; } = [];

    public OrchestrationRuntimeStatus Status { get; private set; } = OrchestrationRuntimeStatus.Pending;

    public bool IsFinished => Status.IsFinished();

    public bool HasBegun { get; private set; }

    public DateTime LastUpdatedAt { get; private set; }

    public StepEvent Started => History[0];

    /// <summary>The start of an execution that was decided but not delivered yet; until it is, the history is empty.</summary>
    public StepEvent? PendingStart { get; set; }

    /// <summary>The live orchestrator; null until an event needs it.</summary>
    public OrchestrationRun? Run { get; set; }

    /// <summary>
    /// The row the log is needed from. An execution that is not stored yet leaves it at what it follows: after a crash that is all there is.
    /// </summary>
    public long FirstRow { get; private set; } = long.MaxValue;

    /// <summary>What clients see; null until the start is committed.</summary>
    public InstanceState? Committed { get; set; }

    public List<TaskCompletionSource<InstanceState>> AwaitingStart { get; } = [];

    public List<TaskCompletionSource<InstanceState>> AwaitingEnd { get; } = [];

    /// <summary>Keeps the log of a finished instance until this one, which takes its place, is stored.</summary>
    public void Replace(Instance finished) => FirstRow = finished.FirstRow;

    /// <summary>Notes that an execution is stored from a row on, for the first time or copied forward.</summary>
    public void StoredFrom(InstanceKey execution, long row) => (_firstRowOf, FirstRow) = (execution, row);

    /// <summary>Notes that the history is stored once more, unless the instance has left that execution behind.</summary>
    public void CopiedTo(InstanceKey execution, long row)
    {
        if (_firstRowOf == execution)
        {
            FirstRow = row;
        }
    }

    /// <summary>Forgets the execution that continued as new.</summary>
    public void BeginExecution(InstanceKey key)
    {
        Key = key;
        History.Clear();
        Open.Clear();
        Run = null;
        HasBegun = false;
        _customStatus = null;
    }

    public void Apply(StepEvent happened)
    {
        History.Add(happened);
        LastUpdatedAt = happened.At;
        switch (happened.Kind)
        {
            case EventKind.Started:
                HasBegun = happened.Due is null;
                break;
            case EventKind.StartDue:
                HasBegun = true;
                break;
            case EventKind.ActivityScheduled or EventKind.TimerCreated or EventKind.SubScheduled:
                Open.Add(happened.Task!.Value, happened);
                break;
            case EventKind.ActivityCompleted or EventKind.ActivityFailed or EventKind.TimerFired or EventKind.TimerCanceled
                or EventKind.SubCompleted or EventKind.SubFailed:
                Open.Remove(happened.Task!.Value);
                break;
            case EventKind.CustomStatusSet:
                _customStatus = happened.Data;
                break;
            case EventKind.Suspended or EventKind.Resumed:
                _suspended = happened.Kind == EventKind.Suspended;
                break;
        }

        Status = happened.Kind switch
        {
            EventKind.Completed => OrchestrationRuntimeStatus.Completed,
            EventKind.Failed => OrchestrationRuntimeStatus.Failed,
            EventKind.Terminated => OrchestrationRuntimeStatus.Terminated,
            _ when _suspended => OrchestrationRuntimeStatus.Suspended,
            _ => HasBegun ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending,
        };
    }

    /// <summary>Whether an event still means something to this instance: answers may come late or twice.</summary>
    public bool Expects(StepEvent incoming) => !IsFinished && incoming.Kind switch
    {
        EventKind.StartDue => !HasBegun,
        EventKind.EventRaised or EventKind.Terminated => true,
        EventKind.Suspended => !_suspended,
        EventKind.Resumed => _suspended,
        EventKind.Failed => true,
        _ => Open.ContainsKey(incoming.Task!.Value),
    };

    /// <summary>Shows clients a state that has been stored, and answers those who waited for it.</summary>
    public void Publish(InstanceState state, long row)
    {
        Committed = state;
        if (_firstRowOf != state.Key)
        {
            StoredFrom(state.Key, row);
        }

        if (state.Status != OrchestrationRuntimeStatus.Pending)
        {
            Answer(AwaitingStart, state);
        }

        if (state.IsFinished)
        {
            Answer(AwaitingEnd, state);
        }
    }

    public InstanceState Snapshot() => new()
    {
        Key = Key,
        Name = Started.Name!,
        Status = Status,
        CreatedAt = Started.Created ?? Started.At,
        LastUpdatedAt = LastUpdatedAt,
        Input = Started.Data,
        Output = IsFinished ? History[^1].Data : null,
        CustomStatus = _customStatus,
        Failure = IsFinished ? History[^1].Failure : null,
        Parent = Started.Parent,
        Tags = Started.Tags,
    };

    private static void Answer(List<TaskCompletionSource<InstanceState>> waiters, InstanceState state)
    {
        waiters.ForEach(waiter => waiter.TrySetResult(state));
        waiters.Clear();
    }
}
