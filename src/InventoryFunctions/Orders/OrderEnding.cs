using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Orders;

/// <summary>What came of asking for an order's end.</summary>
/// <param name="Order">The order as it stands.</param>
/// <param name="IsSettled">Whether its lines follow that already. An end is on record before the lines have ended.</param>
public sealed record OrderEnding(OrderRecord Order, bool IsSettled);
