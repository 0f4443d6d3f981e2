using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Keeps what <c>inventory-alert</c> tells the administrator (parity A12, B9), each event once, and writes it to the log.</summary>
public sealed class RecordNotifications(EventQueue queue, NotificationStore notifications, TimeProvider clock, ILogger<RecordNotifications> logger)
{
    // Table Storage knows no time before 1601.
    private const int FirstYear = 1602;

    /// <summary>The queue function.</summary>
    [Function(nameof(RecordNotifications))]
    public Task RunAsync([QueueTrigger(QueueNames.Notifications)] QueueMessage message, CancellationToken cancellationToken) =>
        queue.HandleAsync(QueueNames.Notifications, message, RecordAsync, cancellationToken);

    private async Task RecordAsync(CloudEvent received, CancellationToken cancellationToken)
    {
        InventoryAlert alert = InventoryEvents.Read<InventoryAlert>(received);
        Notification notification = new()
        {
            Id = received.Id,
            Subject = alert.Subject,
            Message = alert.Message,
            Time = received.Time is { Year: >= FirstYear } time ? time : clock.GetUtcNow(),
            ExecutionId = alert.ExecutionId,
            OrderId = alert.OrderId,
            ProductId = alert.ProductId,
        };
        if (await notifications.AddAsync(notification, cancellationToken))
        {
            logger.Notified(notification.Id, notification.Subject, notification.Message);
        }
    }
}
