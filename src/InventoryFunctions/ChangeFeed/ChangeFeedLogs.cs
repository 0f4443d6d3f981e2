using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Log messages 470 to 479.</summary>
internal static partial class ChangeFeedLogs
{
    [LoggerMessage(470, LogLevel.Warning, "That changes of shard {Shard} wait could not be told; the sweep finds them")]
    public static partial void NudgeLost(this ILogger logger, Exception failure, int shard);

    [LoggerMessage(472, LogLevel.Warning, "Changes of shard {Shard} could not be processed; the sweep has it tried again")]
    public static partial void NotProcessed(this ILogger logger, Exception failure, int shard);

    [LoggerMessage(473, LogLevel.Warning, "Change set {ChangeId} of shard {Shard} failed, attempt {Attempts}")]
    public static partial void Failed(this ILogger logger, Exception failure, string changeId, int shard, int attempts);

    [LoggerMessage(474, LogLevel.Information, "{Count} change sets that were set aside are back in the change feed")]
    public static partial void PutBack(this ILogger logger, int count);
}
