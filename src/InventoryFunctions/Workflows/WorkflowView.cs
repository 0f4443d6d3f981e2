using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Workflows;

/// <summary>An orchestration as the API lists it (parity B10).</summary>
/// <param name="instance">The orchestration.</param>
public class WorkflowView(OrchestrationMetadata instance)
{
    /// <summary>The instance's id.</summary>
    public string InstanceId => instance.InstanceId;

    /// <summary>The orchestrator's name.</summary>
    public string Name => instance.Name;

    /// <summary>Where it stands.</summary>
    public OrchestrationRuntimeStatus Status => instance.RuntimeStatus;

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt => instance.CreatedAt;

    /// <summary>When it last did something.</summary>
    public DateTimeOffset LastUpdatedAt => instance.LastUpdatedAt;
}
