using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Log messages 400 to 409.</summary>
internal static partial class NotificationLogs
{
    [LoggerMessage(400, LogLevel.Warning, "{Subject}: {Message} (execution {ExecutionId})")]
    public static partial void Alert(this ILogger logger, string subject, string message, string executionId);

    [LoggerMessage(401, LogLevel.Information, "Notification {NotificationId}: {Subject}: {Message}")]
    public static partial void Notified(this ILogger logger, string notificationId, string subject, string message);
}
