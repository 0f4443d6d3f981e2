using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Tests.Poison;

/// <summary>A queue function of this app, but for what it does with an event.</summary>
public sealed class OrderReceiver(EventQueue queue, Func<CloudEvent, Task> handle)
{
    [Function(nameof(ReceiveOrder))]
    public Task ReceiveOrder([QueueTrigger(QueueNames.Orders)] QueueMessage message, CancellationToken cancellationToken) =>
        queue.HandleAsync(QueueNames.Orders, message, (received, _) => handle(received), cancellationToken);
}
