namespace InventoryFunctions.Domain.Events;

/// <summary>Stock set aside came back, because its hold ran out.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ProductId">The item.</param>
/// <param name="Quantity">How many pieces came back.</param>
public sealed record ReservationExpired(string OrderId, string ProductId, int Quantity) : IEventData
{
    static string IEventData.EventType => EventTypes.ReservationExpired;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => OrderId;
}
