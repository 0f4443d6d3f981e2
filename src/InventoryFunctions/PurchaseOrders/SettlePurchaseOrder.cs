using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Records that everything that follows from a decision was done.</summary>
public sealed class SettlePurchaseOrder(PurchaseOrderStore orders, ILogger<SettlePurchaseOrder> logger)
{
    /// <summary>Records it, once; done again, it changes nothing.</summary>
    [Function(nameof(SettlePurchaseOrder))]
    public async Task RunAsync([ActivityTrigger] PurchaseOrderEnd end, CancellationToken cancellationToken)
    {
        PurchaseOrderOutcome? outcome = await orders.ApplyAsync(end.PurchaseOrderId, new PurchaseOrderCommand.Settle(end.Stock), cancellationToken);
        if (outcome is PurchaseOrderOutcome.Settled { Order: var order })
        {
            logger.Settled(order.PurchaseOrderId, order.ProductId, order.Status, order.StockAdded ?? 0, order.StockNote is { } note ? $": {note}" : "");
        }
    }
}
