namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>A request as its purchase order remembers it.</summary>
/// <param name="Quantity">Pieces asked for.</param>
/// <param name="OrderId">The order that lacks them, or null where only the stock got low.</param>
/// <param name="RequestedAt">When it came in.</param>
public sealed record RecordedRequest(int Quantity, string? OrderId, DateTimeOffset RequestedAt);
