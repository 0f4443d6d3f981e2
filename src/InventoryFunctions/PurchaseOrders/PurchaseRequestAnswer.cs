namespace InventoryFunctions.PurchaseOrders;

/// <summary>What became of a request.</summary>
/// <param name="PurchaseOrderId">The purchase order that answers it, or null where there was nothing to buy.</param>
/// <param name="Opens">Whether it was this request that opened it; the same when the request is made again.</param>
public sealed record PurchaseRequestAnswer(string? PurchaseOrderId, bool Opens);
