using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Takes up what <c>create-purchase-order</c> asks for: one open purchase order a product, later requests add to it (parity B5, D5).</summary>
public sealed class ReceivePurchaseRequests(EventQueue queue, PurchaseOrderStore orders, ILogger<ReceivePurchaseRequests> logger)
{
    /// <summary>The queue function.</summary>
    [Function(nameof(ReceivePurchaseRequests))]
    public Task RunAsync([QueueTrigger(QueueNames.PurchaseOrders)] QueueMessage message, CancellationToken cancellationToken) =>
        queue.HandleAsync(QueueNames.PurchaseOrders, message, TakeUpAsync, cancellationToken);

    private async Task TakeUpAsync(CloudEvent received, CancellationToken cancellationToken)
    {
        CreatePurchaseOrder asked = InventoryEvents.Read<CreatePurchaseOrder>(received);
        if (PurchaseRequest.Check(asked) is { Count: > 0 } broken)
        {
            throw new InvalidEventException(broken);
        }

        // Whoever asks for approval starts here, where an answer opens an order; a redelivered request gets the same answer.
        PurchaseRequestAnswer answer = await orders.RequestAsync(PurchaseRequest.From(received.Id, asked), cancellationToken);
        if (answer.PurchaseOrderId is null)
        {
            logger.NothingToBuy(asked.ProductId, received.Id);
        }
        else if (answer.Opens)
        {
            logger.Opened(answer.PurchaseOrderId, asked.ProductId);
        }
    }
}
