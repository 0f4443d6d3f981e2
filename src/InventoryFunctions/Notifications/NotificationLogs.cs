using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Log messages 400 to 409.</summary>
internal static partial class NotificationLogs
{
    /// <summary>The category of links that let their reader decide: it stays on this machine's console, see <see cref="Telemetry.TelemetryExport"/>.</summary>
    public const string LinkCategory = "InventoryFunctions.Notifications.Links";

    [LoggerMessage(400, LogLevel.Warning, "{Subject}: {Message} (execution {ExecutionId})")]
    public static partial void Alert(this ILogger logger, string subject, string message, string executionId);

    [LoggerMessage(401, LogLevel.Information, "Notification {NotificationId}: {Subject}: {Message}")]
    public static partial void Notified(this ILogger logger, string notificationId, string subject, string message);

    [LoggerMessage(402, LogLevel.Information, "Notification {NotificationId}: decide at {Link}")]
    public static partial void LinkToDecide(this ILogger logger, string notificationId, Uri link);

    [LoggerMessage(403, LogLevel.Information, "Notification {NotificationId} is sent by {Sender}")]
    public static partial void Sent(this ILogger logger, string notificationId, string sender);

    [LoggerMessage(404, LogLevel.Warning, "Notification {NotificationId} could not be sent by {Sender} yet: {Reason}")]
    public static partial void NotSentYet(this ILogger logger, string notificationId, string sender, string reason);

    [LoggerMessage(405, LogLevel.Error, "Notification {NotificationId} is given up by {Sender}: {Reason}")]
    public static partial void GaveUp(this ILogger logger, string notificationId, string sender, string reason);
}
