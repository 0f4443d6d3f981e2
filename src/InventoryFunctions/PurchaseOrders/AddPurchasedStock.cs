using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Adds what an approved purchase order buys to the stock (parity B5).</summary>
public sealed class AddPurchasedStock(PurchaseOrderStore orders, StockPurchases purchases)
{
    /// <summary>Adds it, once for each purchase order: done again, also late, it changes nothing and answers the same.</summary>
    /// <exception cref="InvalidOperationException">The purchase order is not approved.</exception>
    [Function(nameof(AddPurchasedStock))]
    public async Task<PurchasedStock> RunAsync([ActivityTrigger] string purchaseOrderId, CancellationToken cancellationToken) =>
        await orders.FindAsync(purchaseOrderId, cancellationToken) is { Status: PurchaseOrderStatus.Approved } order
            ? await purchases.AddAsync(order, cancellationToken)
            : throw new InvalidOperationException($"Purchase order {purchaseOrderId} is not approved; nothing of it comes into the stock.");
}
