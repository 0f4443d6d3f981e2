using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Reservations;

/// <summary>Everything the decision of an order depends on, fixed when it is started: the orchestrator reads no settings.</summary>
/// <param name="Order">The order.</param>
/// <param name="HoldDuration">Setting <c>Reservations__HoldDuration</c>, or null for no end.</param>
public sealed record ReserveStockInput(Order Order, TimeSpan? HoldDuration);
