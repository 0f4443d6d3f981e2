using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Records that everything that follows from a decision was done.</summary>
public sealed class SettlePurchaseOrder(PurchaseOrderStore orders, ILogger<SettlePurchaseOrder> logger)
{
    /// <summary>
    /// Records it, once; done again, it changes nothing. Whether it is on record: it is not where there is no such order, it did not end like that, or what
    /// is stored of it is not sound.
    /// </summary>
    [Function(nameof(SettlePurchaseOrder))]
    public async Task<bool> RunAsync([ActivityTrigger] PurchaseOrderEnd end, CancellationToken cancellationToken)
    {
        if (await orders.FindReadableAsync(end.PurchaseOrderId, cancellationToken) is null)
        {
            return false;
        }

        PurchaseOrderOutcome? outcome = await orders.ApplyAsync(end.PurchaseOrderId, new PurchaseOrderCommand.Settle(end.Stock), cancellationToken);
        if (outcome is PurchaseOrderOutcome.Settled { Order: var order })
        {
            logger.Settled(order.PurchaseOrderId, order.ProductId, order.Status, order.StockAdded ?? 0, order.StockNote is { } note ? $": {note}" : "");
        }

        return outcome is PurchaseOrderOutcome.Settled or PurchaseOrderOutcome.AlreadySettled;
    }
}
