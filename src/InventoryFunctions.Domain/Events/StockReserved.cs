namespace InventoryFunctions.Domain.Events;

/// <summary>Stock was set aside for an order (parity B4).</summary>
/// <param name="ProductId">The item.</param>
/// <param name="OrderId">The order.</param>
/// <param name="RequestedQuantity">How many pieces it asked for and got.</param>
public sealed record StockReserved(string ProductId, string OrderId, int RequestedQuantity) : IEventData
{
    static string IEventData.EventType => EventTypes.StockReserved;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => OrderId;
}
