using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Retention;

/// <summary>Log messages 620 to 629.</summary>
internal static partial class RetentionLogs
{
    [LoggerMessage(621, LogLevel.Information, "{Count} of {Kind} removed: their time is over")]
    public static partial void Removed(this ILogger logger, RetentionKind kind, int count);

    [LoggerMessage(622, LogLevel.Error, "What is over of {Kind} could not be removed; the next run tries again")]
    public static partial void Failed(this ILogger logger, Exception failure, RetentionKind kind);

    [LoggerMessage(623, LogLevel.Error, "Row {RowKey} in {PartitionKey} of an order can't be read; the order is kept")]
    public static partial void Unreadable(this ILogger logger, Exception failure, string partitionKey, string rowKey);
}
