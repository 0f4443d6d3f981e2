using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Tells the administrator of a purchase order that nobody decided, or that could not be added to the stock as it was approved.</summary>
public sealed class ReportPurchaseOrder(PurchaseOrderStore orders, IEventBus bus)
{
    /// <summary>The subject for an order that nobody decided.</summary>
    public const string ExpiredSubject = "Purchase order expired";

    /// <summary>The subject for an approved order of which not everything is in the stock.</summary>
    public const string NotAddedSubject = "Purchase order not added to the stock";

    /// <summary>Publishes the alert, at least once, the same each time.</summary>
    [Function(nameof(ReportPurchaseOrder))]
    public async Task RunAsync([ActivityTrigger] PurchaseOrderEnd end, CancellationToken cancellationToken)
    {
        if (await orders.FindReadableAsync(end.PurchaseOrderId, cancellationToken) is not { } order)
        {
            return;
        }

        InventoryAlert alert = end.Stock?.Note is { } note
            ? new InventoryAlert(NotAddedSubject, FormattableString.Invariant($"Purchase order {order.PurchaseOrderId} over {order.Quantity} of {order.ProductId}: {note}"), ProductId: order.ProductId)
            : new InventoryAlert(
                ExpiredSubject,
                FormattableString.Invariant($"Nobody decided purchase order {order.PurchaseOrderId} over {order.Quantity} of {order.ProductId} until {order.ExpiresAt.UtcDateTime:u}; it is not bought."),
                ProductId: order.ProductId);
        CloudEvent published = InventoryEvents.Create(
            $"{order.PurchaseOrderId}/{EventTypes.InventoryAlert}", end.Stock?.At ?? order.DecidedAt ?? order.ExpiresAt, alert);
        await bus.PublishAsync([published], cancellationToken);
    }
}
