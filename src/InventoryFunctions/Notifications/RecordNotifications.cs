using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Notifications;

/// <summary>
/// Keeps what <c>inventory-alert</c> and <c>approval-requested</c> tell the administrator (parity A12, B5, B9), each event once, and has it sent.
/// </summary>
public sealed class RecordNotifications(EventQueue queue, NotificationReader reader, NotificationIntake intake)
{
    /// <summary>The queue function.</summary>
    [Function(nameof(RecordNotifications))]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Notifications)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        queue.HandleAsync(
            QueueNames.Notifications,
            message,
            async (received, cancellation) => await intake.TakeInAsync(await reader.ReadAsync(received, cancellation), client, cancellation),
            cancellationToken);
}
