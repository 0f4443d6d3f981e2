using InventoryFunctions.Domain.Jobs;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Jobs;

/// <summary>Log messages 640 to 649.</summary>
internal static partial class JobLogs
{
    [LoggerMessage(640, LogLevel.Error, "{Kind} {ExecutionId} says RUNNING, and nothing runs it: {Why}")]
    public static partial void Stranded(this ILogger logger, JobKind kind, string executionId, string why);

    [LoggerMessage(641, LogLevel.Error, "Job {ExecutionId} says RUNNING, and could not be looked after; the next look tries again")]
    public static partial void NotSettled(this ILogger logger, Exception failure, string executionId);

    [LoggerMessage(642, LogLevel.Error, "Row {RowKey} in partition {PartitionKey} of table Jobs says RUNNING, and is unreadable: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string rowKey, string partitionKey, string reason);
}
