using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Notifications;

/// <summary>Keeps what <c>inventory-alert</c> tells the administrator (parity A12, B9), each event once, and has it sent.</summary>
public sealed class RecordNotifications(EventQueue queue, NotificationIntake intake, TimeProvider clock)
{
    // Table Storage knows no time before 1601.
    private const int FirstYear = 1602;

    /// <summary>The queue function.</summary>
    [Function(nameof(RecordNotifications))]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Notifications)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        queue.HandleAsync(
            QueueNames.Notifications,
            message,
            (received, cancellation) => intake.TakeInAsync(Read(received), client, cancellation),
            cancellationToken);

    private Notification Read(CloudEvent received)
    {
        InventoryAlert alert = InventoryEvents.Read<InventoryAlert>(received);
        return new Notification
        {
            Id = received.Id,
            Subject = alert.Subject,
            Message = alert.Message,
            Time = received.Time is { Year: >= FirstYear } time ? time : clock.GetUtcNow(),
            ExecutionId = alert.ExecutionId,
            OrderId = alert.OrderId,
            ProductId = alert.ProductId,
        };
    }
}
