namespace InventoryFunctions.PurchaseOrders;

/// <summary>A row that marks a purchase order as open, or as decided and not settled.</summary>
/// <param name="RowKey">The row's key.</param>
/// <param name="PurchaseOrderId">The order, or null where the row names none: somebody else wrote it.</param>
internal sealed record PurchaseOrderMark(string RowKey, string? PurchaseOrderId);
