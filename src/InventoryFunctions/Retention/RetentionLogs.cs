using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Retention;

/// <summary>What retention logs.</summary>
internal static partial class RetentionLogs
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Count} of {Kind} removed: their time is over")]
    public static partial void Removed(this ILogger logger, RetentionKind kind, int count);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "What is over of {Kind} could not be removed; the next run tries again")]
    public static partial void Failed(this ILogger logger, Exception failure, RetentionKind kind);
}
