using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Workflows;

/// <summary>An orchestration with what it took, said and returned, and each of its steps (parity B10).</summary>
/// <param name="instance">The orchestration, fetched with inputs and outputs.</param>
/// <param name="history">Its steps, or null where the engine does not tell them.</param>
public sealed class WorkflowDetailsView(OrchestrationMetadata instance, IReadOnlyList<WorkflowStepView>? history) : WorkflowView(instance)
{
    /// <summary>The input, as the orchestrator got it: payloads keep the names they have.</summary>
    public object? Input { get; } = JsonPayload.Read(instance.SerializedInput);

    /// <summary>The output of a completed one.</summary>
    public object? Output { get; } = JsonPayload.Read(instance.SerializedOutput);

    /// <summary>The custom status, e.g. the progress.</summary>
    public object? CustomStatus { get; } = JsonPayload.Read(instance.SerializedCustomStatus);

    /// <summary>Why a failed one failed.</summary>
    public WorkflowFailureView? Failure { get; } = WorkflowFailureView.Of(instance.FailureDetails);

    /// <summary>The steps in their order, or null where the engine does not tell them.</summary>
    public IReadOnlyList<WorkflowStepView>? History { get; } = history;
}
