using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Workflows;

/// <summary>Log messages 210 to 219.</summary>
internal static partial class WorkflowLogs
{
    [LoggerMessage(210, LogLevel.Warning, "The durable engine did not tell the history of {InstanceId}")]
    public static partial void HistoryMissing(this ILogger logger, Exception failure, string instanceId);

    [LoggerMessage(211, LogLevel.Error, "{Orchestrator} {InstanceId} is {Status}, and nothing has happened to it since {LastUpdatedAt}")]
    public static partial void Stuck(
        this ILogger logger, string orchestrator, string instanceId, OrchestrationRuntimeStatus status, DateTimeOffset lastUpdatedAt);

    [LoggerMessage(212, LogLevel.Warning, "{Orchestrator}: the progress of {ExecutionId} could not be written to its job record; the job goes on")]
    public static partial void ProgressNotReported(this ILogger logger, Exception failure, string orchestrator, string executionId);
}
