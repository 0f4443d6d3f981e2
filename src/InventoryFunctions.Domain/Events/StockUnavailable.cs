namespace InventoryFunctions.Domain.Events;

/// <summary>Stock could not be set aside for an order (parity B4, D3).</summary>
/// <param name="ProductId">The item, or what the order takes for one.</param>
/// <param name="OrderId">The order.</param>
/// <param name="RequestedQuantity">How many pieces it asked for.</param>
/// <param name="AvailableQuantity">How many there were.</param>
/// <param name="Reason">Why not.</param>
public sealed record StockUnavailable(
    string ProductId, string OrderId, int RequestedQuantity, int AvailableQuantity, string Reason) : IEventData
{
    static string IEventData.EventType => EventTypes.StockUnavailable;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => OrderId;
}
