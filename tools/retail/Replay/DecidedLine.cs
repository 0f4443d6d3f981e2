namespace InventoryFunctions.Retail.Replay;

/// <summary>The decision on one line of an order.</summary>
/// <param name="ProductId">The item.</param>
/// <param name="ReservedQuantity">The pieces that the order has, or had until it was ended.</param>
/// <param name="Reason">Why there are none, or null.</param>
public sealed record DecidedLine(string ProductId, long ReservedQuantity, string? Reason);
