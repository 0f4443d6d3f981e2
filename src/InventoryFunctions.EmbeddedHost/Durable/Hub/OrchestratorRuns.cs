using InventoryFunctions.EmbeddedHost.Durable.Execution;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Runs the orchestrators of instances, which decide what comes next. For the loop's thread only.</summary>
/// <param name="options">How they run.</param>
/// <param name="functions">The orchestrators there are.</param>
/// <param name="loop">The hub's thread.</param>
/// <param name="loggers">For their loggers.</param>
/// <param name="escaped">Called on the hub's thread with what ends an instance whose orchestrator went on by itself.</param>
internal sealed class OrchestratorRuns(
    DurableEngineOptions options, DurableFunctions functions, CommitLoop loop, ILoggerFactory loggers, Action<InstanceKey, StepEvent> escaped)
{
    /// <summary>Delivers an event to an instance's orchestrator, where it has none running after a replay of its history.</summary>
    /// <returns>What the orchestrator decided; that it failed where it cannot run.</returns>
    public List<StepEvent> Decide(Instance instance, StepEvent incoming)
    {
        if (incoming.Kind is EventKind.Terminated or EventKind.Failed)
        {
            return [];
        }

        try
        {
            var started = incoming.Kind == EventKind.Started ? incoming : instance.Started;
            if (instance.Run is null || options.ReplayEveryStep)
            {
                instance.Run = NewRun(instance, started);
                instance.Run.Replay(instance.History);
            }

            return instance.Run.Deliver(incoming, isReplaying: false);
        }
        catch (InvalidOperationException cannotRun)
        {
            return [new StepEvent { Kind = EventKind.Failed, At = incoming.At, Failure = Failure.From(cannotRun) }];
        }
    }

    private OrchestrationRun NewRun(Instance instance, StepEvent started) =>
        functions.TryGetOrchestrator(started.Name!, out var orchestrator)
            ? new OrchestrationRun(
                instance.Key.Instance, started, orchestrator, options.DataConverter, loggers, run => loop.Post(() => Escaped(instance, run)))
            : throw new InvalidOperationException(
                $"There is no orchestrator function named '{started.Name}'. Registered: {string.Join(", ", functions.OrchestratorNames.Order())}.");

    private void Escaped(Instance instance, OrchestrationRun run)
    {
        if (ReferenceEquals(instance.Run, run) && !instance.IsFinished)
        {
            escaped(instance.Key, new StepEvent { Kind = EventKind.Failed, Failure = OrchestrationRun.ForeignAwait(instance.Started.Name!) });
        }
    }
}
