using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>
/// Tries to send a notification by one sender, and records how that went. What is recorded as sent is not sent again; what was sent and not recorded, because the
/// host died in between, is, under the same operation id.
/// </summary>
public sealed class DeliverNotification(
    NotificationStore notifications, NotificationSenders senders, NotificationMetrics metrics, TimeProvider clock, ILogger<DeliverNotification> logger)
{
    /// <summary>The activity. It does not fail where the sender does.</summary>
    [Function(nameof(DeliverNotification))]
    public async Task<DeliveryAttempt> RunAsync([ActivityTrigger] DeliveryToTry attempt, CancellationToken cancellationToken)
    {
        Notification? notification = await notifications.FindAsync(attempt.NotificationId, cancellationToken);
        if (notification is null)
        {
            // Removed after its time; there is nowhere to tell it, either.
            return new DeliveryAttempt(DeliveryStatus.Failed);
        }

        if (notification.Deliveries.FirstOrDefault(delivery => delivery.Sender == attempt.Sender) is { Status: DeliveryStatus.Sent })
        {
            return new DeliveryAttempt(DeliveryStatus.Sent);
        }

        (DeliveryStatus status, DeliveryFailedException? failure) = await TryAsync(notification, attempt, cancellationToken);
        await notifications.RecordAsync(
            notification, new NotificationDelivery(attempt.Sender, status, clock.GetUtcNow(), failure?.Message), cancellationToken);
        if (status != DeliveryStatus.Pending)
        {
            metrics.Ended(attempt.Sender, status);
        }

        return new DeliveryAttempt(status, failure?.RetryAfter, failure?.IsThrottled ?? false);
    }

    private async Task<(DeliveryStatus Status, DeliveryFailedException? Failure)> TryAsync(
        Notification notification, DeliveryToTry attempt, CancellationToken cancellationToken)
    {
        try
        {
            INotificationSender sender = senders.Find(attempt.Sender)
                ?? throw new DeliveryFailedException("The settings do not ask for this sender any more.", isFinal: true);
            await SendAsync(sender, notification, cancellationToken);
            logger.Sent(notification.Id, attempt.Sender);
            return (DeliveryStatus.Sent, null);
        }
        catch (DeliveryFailedException failure) when (failure.IsFinal || attempt.IsLast)
        {
            logger.GaveUp(notification.Id, attempt.Sender, failure.Message);
            return (DeliveryStatus.Failed, failure);
        }
        catch (DeliveryFailedException failure)
        {
            logger.NotSentYet(notification.Id, attempt.Sender, failure.Message);
            return (DeliveryStatus.Pending, failure);
        }
    }

    // What else a sender fails with, such as a time-out, is no failure of the step, which would be tried again without end. Only its type is told: the
    // message may hold a secret.
    private static async Task SendAsync(INotificationSender sender, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(notification, cancellationToken);
        }
        catch (Exception failure) when (failure is not DeliveryFailedException && !cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryFailedException($"The sender failed: {failure.GetType().Name}.");
        }
    }
}
