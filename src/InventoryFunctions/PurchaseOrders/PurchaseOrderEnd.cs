using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>How a purchase order ended: what <see cref="CreatePurchaseOrderOrchestrator"/> returns, and its last steps take.</summary>
/// <param name="PurchaseOrderId">The purchase order.</param>
/// <param name="Status">Approved, rejected or expired.</param>
/// <param name="Stock">What came of an approved one; null for any other.</param>
public sealed record PurchaseOrderEnd(string PurchaseOrderId, PurchaseOrderStatus Status, PurchasedStock? Stock)
{
    /// <summary>Whether the administrator should know: nobody decided, or not all of what was approved could be added to the stock.</summary>
    public bool IsAlert => Status == PurchaseOrderStatus.Expired || Stock?.Note is not null;
}
