namespace InventoryFunctions.Domain.Events;

/// <summary>A product is to be bought (parity B4, B5, B8).</summary>
/// <param name="ProductId">The item.</param>
/// <param name="MinPOAmount">The least quantity worth buying, which is added to what was asked for.</param>
/// <param name="QuantityRequested">What an order asked for; 0 where only the stock got low.</param>
/// <param name="OrderId">The order that could not be served, or null where none was.</param>
/// <param name="Threshold">The threshold that the stock reached, or null where that is not why.</param>
public sealed record CreatePurchaseOrder(string ProductId, int MinPOAmount, int QuantityRequested, string? OrderId = null, int? Threshold = null) : IEventData
{
    static string IEventData.EventType => EventTypes.CreatePurchaseOrder;

    static string IEventData.EventSource => EventSources.Inventory;

    string? IEventData.EventSubject => ProductId;
}
