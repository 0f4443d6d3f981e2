using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Events;
using InventoryFunctions.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Takes up what <c>create-purchase-order</c> asks for: one open purchase order a product, later requests add to it (parity B5, D5).</summary>
public sealed class ReceivePurchaseRequests(
    EventQueue queue,
    PurchaseOrderStore orders,
    PurchaseOrderWorkflows workflows,
    IOptions<RetentionOptions> retention,
    TimeProvider clock,
    ILogger<ReceivePurchaseRequests> logger)
{
    /// <summary>The queue function.</summary>
    [Function(nameof(ReceivePurchaseRequests))]
    public Task RunAsync(
        [QueueTrigger(QueueNames.PurchaseOrders)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        queue.HandleAsync(QueueNames.PurchaseOrders, message, (received, cancellation) => TakeUpAsync(received, client, cancellation), cancellationToken);

    private async Task TakeUpAsync(CloudEvent received, DurableTaskClient client, CancellationToken cancellationToken)
    {
        CreatePurchaseOrder asked = InventoryEvents.Read<CreatePurchaseOrder>(received);
        if (PurchaseRequest.Check(asked) is { Count: > 0 } broken)
        {
            throw new InvalidEventException(broken);
        }

        LateEvents.Refuse(received, retention.Value.PurchaseOrdersKept, RetentionOptions.PurchaseOrdersSetting, clock.GetUtcNow());

        // A redelivered request gets the same answer, and starts again what did not get started.
        PurchaseRequestAnswer answer = await orders.RequestAsync(PurchaseRequest.From(received.Id, asked), cancellationToken);
        if (answer.Exceeds)
        {
            logger.Capped(received.Id, answer.PurchaseOrderId, asked.ProductId, ItemRules.MaxQuantity);
        }

        if (answer.PurchaseOrderId is null)
        {
            logger.NothingToBuy(asked.ProductId, received.Id);
        }
        else if (answer.Opens)
        {
            logger.Opened(answer.PurchaseOrderId, asked.ProductId);
            await workflows.StartAsync(client, answer.PurchaseOrderId, cancellationToken);
        }
    }
}
