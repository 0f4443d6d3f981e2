using InventoryFunctions.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>
/// One execution of an orchestrator, live in memory: takes incoming events one by one, runs the code until it waits again, and answers
/// with the commands it decided on.
/// </summary>
internal sealed class OrchestrationRun
{
    private readonly string _instanceId;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private readonly DataConverter _converter;
    private readonly TurnSynchronizationContext _turn;
    private readonly OrchestrationContext _context;
    private readonly List<StepEvent> _heldBySuspension = [];
    private Task<object?>? _task;
    private bool _suspended;

    public OrchestrationRun(
        string instanceId,
        StepEvent started,
        Func<TaskOrchestrationContext, Task<object?>> orchestrator,
        DataConverter converter,
        ILoggerFactory loggers,
        Action<OrchestrationRun> escaped)
    {
        _instanceId = instanceId;
        _orchestrator = orchestrator;
        _converter = converter;
        _turn = new TurnSynchronizationContext(() => escaped(this));
        _context = new OrchestrationContext(instanceId, started, converter, loggers, _turn);
    }

    /// <summary>The failure of an orchestrator that awaits what the engine does not own.</summary>
    public static Failure ForeignAwait(string name) => Failure.From(new NonDeterministicException(
        $"Orchestrator '{name}' awaits something other than a task of its context (such as Task.Delay, Task.Run or I/O). "
        + "That cannot be replayed; move it into an activity or use the context's timer."));

    /// <summary>Brings a new run to where the history ends, and checks on the way that the code still decides as it did.</summary>
    /// <exception cref="NonDeterministicException">It does not.</exception>
    public void Replay(IReadOnlyList<StepEvent> history)
    {
        for (var position = 0; position < history.Count;)
        {
            var incoming = history[position++];
            var decided = Deliver(incoming, isReplaying: true);
            var number = 0;
            for (; position < history.Count && history[position].IsCommand; position++)
            {
                var recorded = history[position];
                if (recorded.Kind != EventKind.CustomStatusSet)
                {
                    number = Match(recorded, decided, number, position);
                }
            }

            if (decided.Skip(number).FirstOrDefault(command => command.Kind != EventKind.CustomStatusSet) is { } surplus)
            {
                throw Mismatch(position, "nothing more after " + incoming.Describe(), surplus.Describe());
            }
        }
    }

    /// <summary>Runs one turn.</summary>
    /// <returns>The commands, the outcome last where the orchestrator finished.</returns>
    public List<StepEvent> Deliver(StepEvent incoming, bool isReplaying)
    {
        _context.BeginTurn(incoming.At, isReplaying);
        _turn.Run(() => Accept(incoming));
        var commands = _context.TakeCommands();
        if (Outcome() is { } outcome)
        {
            commands.Add(outcome with { At = incoming.At });
        }

        return commands;
    }

    private void Accept(StepEvent incoming)
    {
        switch (incoming.Kind)
        {
            case EventKind.Suspended:
                _suspended = true;
                break;
            case EventKind.Resumed:
                _suspended = false;
                foreach (var held in _heldBySuspension)
                {
                    Apply(held);
                }

                _heldBySuspension.Clear();
                break;
            default:
                if (_suspended)
                {
                    _heldBySuspension.Add(incoming);
                }
                else
                {
                    Apply(incoming);
                }

                break;
        }
    }

    private void Apply(StepEvent incoming)
    {
        foreach (var carried in incoming.Carried ?? [])
        {
            _context.Accept(new StepEvent { Kind = EventKind.EventRaised, Name = carried.Name, Data = carried.Data });
        }

        if (incoming.Kind == EventKind.StartDue || (incoming.Kind == EventKind.Started && incoming.Due is null))
        {
            _task = BeginAsync();
        }
        else
        {
            _context.Accept(incoming);
        }
    }

    private async Task<object?> BeginAsync() => await _orchestrator(_context);

    private StepEvent? Outcome()
    {
        if (_task is null || _suspended)
        {
            return null;
        }

        if (!_task.IsCompleted)
        {
            return _context.OpenTasks > 0
                ? null
                : new StepEvent { Kind = EventKind.Failed, Failure = ForeignAwait(_context.Name) };
        }

        try
        {
            var output = _task.GetAwaiter().GetResult();
            return _context.Continuation is { } continuation
                ? new StepEvent
                {
                    Kind = EventKind.ContinuedAsNew,
                    Data = continuation.Input,
                    Carried = continuation.PreserveEvents && _context.UnprocessedEvents.Count > 0 ? [.. _context.UnprocessedEvents] : null,
                }
                : new StepEvent { Kind = EventKind.Completed, Data = _converter.Serialize(output) };
        }
        catch (Exception thrown)
        {
            return new StepEvent { Kind = EventKind.Failed, Failure = Failure.From(thrown) };
        }
    }

    private int Match(StepEvent recorded, List<StepEvent> decided, int number, int position)
    {
        while (number < decided.Count && decided[number].Kind == EventKind.CustomStatusSet)
        {
            number++;
        }

        if (number == decided.Count)
        {
            throw Mismatch(position, recorded.Describe(), "nothing");
        }

        var now = decided[number];
        var same = now.Kind == recorded.Kind && now.Task == recorded.Task && now.Instance == recorded.Instance
            && string.Equals(now.Name, recorded.Name, StringComparison.OrdinalIgnoreCase);
        return same ? number + 1 : throw Mismatch(position, recorded.Describe(), now.Describe());
    }

    private NonDeterministicException Mismatch(int position, string expected, string found) => new(
        $"Non-deterministic orchestrator '{_context.Name}' (instance '{_instanceId}'): at event {position} its history has {expected}, "
        + $"but on replay the code asked for {found}. Orchestrators must decide the same from the same history; "
        + "was the code changed while the instance was running?");
}
