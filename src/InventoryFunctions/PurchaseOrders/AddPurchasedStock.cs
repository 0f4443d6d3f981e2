using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Adds what an approved purchase order buys to the stock (parity B5).</summary>
public sealed class AddPurchasedStock(PurchaseOrderStore orders, StockPurchases purchases)
{
    /// <summary>
    /// Adds it, once for each purchase order: done again, also late, it changes nothing and answers the same. Null where there is no such order, it is not
    /// approved, or what is stored of it is not sound: no attempt can mend that.
    /// </summary>
    [Function(nameof(AddPurchasedStock))]
    public async Task<PurchasedStock?> RunAsync([ActivityTrigger] string purchaseOrderId, CancellationToken cancellationToken) =>
        await orders.FindReadableAsync(purchaseOrderId, cancellationToken) is { Status: PurchaseOrderStatus.Approved } order
            ? await purchases.AddAsync(order, cancellationToken)
            : null;
}
