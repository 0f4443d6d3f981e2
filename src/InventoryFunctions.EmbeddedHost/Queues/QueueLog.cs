using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Queues;

internal static partial class QueueLog
{
    [LoggerMessage(300, LogLevel.Error, "Queue function {Function} failed on message {MessageId}, delivery {DequeueCount}")]
    public static partial void Failed(ILogger logger, Exception error, string function, string messageId, long dequeueCount);

    [LoggerMessage(301, LogLevel.Warning, "Message {MessageId} goes to {PoisonQueue} after {DequeueCount} deliveries")]
    public static partial void Poisoned(ILogger logger, string messageId, string poisonQueue, long dequeueCount);

    [LoggerMessage(302, LogLevel.Warning, "Queue {Queue} could not be read; the host tries again")]
    public static partial void NotReceived(ILogger logger, Exception error, string queue);

    [LoggerMessage(303, LogLevel.Warning, "Queue {Queue}: message {MessageId} could not be settled and will come back")]
    public static partial void NotSettled(ILogger logger, Exception error, string queue, string messageId);

    [LoggerMessage(304, LogLevel.Warning, "Queue {Queue}: message {MessageId} could not be kept invisible")]
    public static partial void NotRenewed(ILogger logger, Exception error, string queue, string messageId);
}
