using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Records that a purchase order's time is over, unless somebody decided it before.</summary>
public sealed class ExpirePurchaseOrder(PurchaseOrderStore orders, ILogger<ExpirePurchaseOrder> logger)
{
    /// <summary>The order's status then; null where there is no such order, or what is stored of it is not sound. Done again, it changes nothing.</summary>
    [Function(nameof(ExpirePurchaseOrder))]
    public async Task<PurchaseOrderStatus?> RunAsync([ActivityTrigger] string purchaseOrderId, CancellationToken cancellationToken)
    {
        if (await orders.FindReadableAsync(purchaseOrderId, cancellationToken) is not { } order)
        {
            return null;
        }

        // The timer fired: the time is over, even where this host's clock is behind that of the one that knows.
        PurchaseOrderOutcome? outcome = await orders.ApplyAsync(purchaseOrderId, new PurchaseOrderCommand.Expire(), cancellationToken, notBefore: order.ExpiresAt);
        if (outcome is PurchaseOrderOutcome.Decided)
        {
            logger.Expired(order.PurchaseOrderId, order.ProductId);
        }

        return outcome?.Order.Status;
    }
}
