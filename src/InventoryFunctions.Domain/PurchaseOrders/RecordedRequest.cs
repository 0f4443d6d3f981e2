namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>A request as its purchase order remembers it.</summary>
/// <param name="Quantity">Pieces asked for.</param>
/// <param name="Origin">Who asked.</param>
/// <param name="OrderId">The order that lacks them, or null where no order asked.</param>
/// <param name="Threshold">The threshold that the stock reached, or null where that is not why, or not known.</param>
/// <param name="RequestedAt">When it came in.</param>
public sealed record RecordedRequest(int Quantity, PurchaseOrigin Origin, string? OrderId, int? Threshold, DateTimeOffset RequestedAt);
