using DurableTask.Core.Exceptions;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Keeps notifications and has them sent, each once: by the senders that are set up, and otherwise to the log.</summary>
public sealed class NotificationIntake(
    NotificationStore notifications, NotificationSenders senders, IConfiguration configuration, ILogger<NotificationIntake> logger, ILoggerFactory loggers)
{
    private readonly ILogger _links = loggers.CreateLogger(NotificationLogs.LinkCategory);

    /// <summary>The instance that sends a notification.</summary>
    public static string InstanceIdOf(string notificationId) => InstanceId.Of("SendNotification", notificationId);

    /// <summary>
    /// Records what is <paramref name="received"/> and starts sending it. The same again changes nothing, and starts what is recorded as not sent yet, whatever
    /// became of its purchase order meanwhile: the host may have died before it started it.
    /// </summary>
    public async Task TakeInAsync(ReceivedNotification received, DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> sentBy = received.IsToSend ? senders.Names : [];
        Notification notification = received.Notification with
        {
            Deliveries = [.. sentBy.Select(sender => new NotificationDelivery(sender, DeliveryStatus.Pending, received.Notification.Time))],
        };
        bool isNew = await notifications.AddAsync(notification, cancellationToken);
        if (isNew)
        {
            Log(notification);
        }

        Notification? recorded = isNew ? notification : await notifications.FindAsync(notification.Id, cancellationToken);
        string[] pending = [.. (recorded?.Deliveries ?? []).Where(delivery => delivery.Status == DeliveryStatus.Pending).Select(delivery => delivery.Sender)];
        if (pending.Length > 0)
        {
            await StartAsync(client, new NotificationToSend(notification.Id, pending), cancellationToken);
        }
    }

    // A link lets its reader decide: it stands in the log only on a developer's machine, where there is no other way to get at it, and is never sent out.
    private void Log(Notification notification)
    {
        logger.Notified(notification.Id, notification.Subject, notification.Message);
        if (notification.Link is { } link && senders.Names.Count == 0 && HostEnvironment.IsDevelopment(configuration))
        {
            _links.LinkToDecide(notification.Id, link);
        }
    }

    private static async Task StartAsync(DurableTaskClient client, NotificationToSend pending, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SendNotificationOrchestrator),
                pending,
                new StartOrchestrationOptions(InstanceIdOf(pending.NotificationId)),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The event came again. Not relied upon: what is sent is not sent again.
        }
    }
}
