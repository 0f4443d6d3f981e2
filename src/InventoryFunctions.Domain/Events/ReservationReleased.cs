namespace InventoryFunctions.Domain.Events;

/// <summary>Stock set aside came back, because the order was released.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">How many pieces came back.</param>
public sealed record ReservationReleased(string OrderId, string ProductId, int Quantity) : IEventData
{
    static string IEventData.EventType => EventTypes.ReservationReleased;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => OrderId;
}
