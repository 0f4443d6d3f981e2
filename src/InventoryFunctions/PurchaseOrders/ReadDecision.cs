using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Looks what is on record about a purchase order.</summary>
public sealed class ReadDecision(PurchaseOrderStore orders)
{
    /// <summary>Its status; null where there is no such order, or what is stored of it is not sound.</summary>
    [Function(nameof(ReadDecision))]
    public async Task<PurchaseOrderStatus?> RunAsync([ActivityTrigger] string purchaseOrderId, CancellationToken cancellationToken) =>
        (await orders.FindReadableAsync(purchaseOrderId, cancellationToken))?.Status;
}
