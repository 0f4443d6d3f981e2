using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Events;

/// <summary>Log messages 420 to 429.</summary>
internal static partial class EventLogs
{
    [LoggerMessage(420, LogLevel.Debug, "Event {EventId} of type {EventType} has no queue here and is dropped: no Event Grid topic is set")]
    public static partial void Dropped(this ILogger logger, string eventId, string eventType);

    [LoggerMessage(421, LogLevel.Warning, "Queue {Queue}: event {EventId} of message {MessageId} failed and is put back alone")]
    public static partial void PutBack(this ILogger logger, Exception failure, string queue, string? eventId, string messageId);
}
