using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

internal static class RuntimeStatusExtensions
{
    public static bool IsFinished(this OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
