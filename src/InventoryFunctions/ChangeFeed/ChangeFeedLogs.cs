using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Log messages 440 to 449.</summary>
internal static partial class ChangeFeedLogs
{
    [LoggerMessage(440, LogLevel.Warning, "That changes of shard {Shard} wait could not be told; the sweep finds them")]
    public static partial void NudgeLost(this ILogger logger, Exception failure, int shard);

    [LoggerMessage(441, LogLevel.Warning, "Message {MessageId} names no shards of this inventory and is dropped")]
    public static partial void NotOurs(this ILogger logger, string messageId);

    [LoggerMessage(442, LogLevel.Warning, "Changes of shard {Shard} could not be processed; the sweep has it tried again")]
    public static partial void NotProcessed(this ILogger logger, Exception failure, int shard);

    [LoggerMessage(443, LogLevel.Warning, "Change set {ChangeId} of shard {Shard} failed, attempt {Attempts}")]
    public static partial void Failed(this ILogger logger, Exception failure, string changeId, int shard, int attempts);

    [LoggerMessage(444, LogLevel.Information, "{Count} change sets that were set aside are back in the change feed")]
    public static partial void PutBack(this ILogger logger, int count);
}
