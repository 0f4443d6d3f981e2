namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What came of an approved purchase order.</summary>
/// <param name="Added">Pieces added to the stock, or null where there is no stock any more that they could be added to.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why not all of them could be added, or null.</param>
public sealed record PurchasedStock(int? Added, DateTimeOffset At, string? Note);
