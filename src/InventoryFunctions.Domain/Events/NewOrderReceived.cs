namespace InventoryFunctions.Domain.Events;

/// <summary>An order came in (parity B2, B3). Nothing is checked yet: whoever reads it does that.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Lines">The lines; or, instead of them, the original's single <paramref name="ProductId"/> and <paramref name="Quantity"/>.</param>
/// <param name="ProductId">The one product of an order in the original's form.</param>
/// <param name="Quantity">Its quantity; see <see cref="NewOrderLine.Quantity"/>.</param>
/// <param name="Policy">What becomes of an order of which only some lines can be reserved: its name as in <c>POST /orders</c>, or null for the default.</param>
public sealed record NewOrderReceived(
    string? OrderId = null,
    IReadOnlyList<NewOrderLine>? Lines = null,
    string? ProductId = null,
    decimal? Quantity = null,
    string? Policy = null) : IEventData
{
    static string IEventData.EventType => EventTypes.NewOrderReceived;

    static string IEventData.EventSource => EventSources.Orders;

    string? IEventData.EventSubject => OrderId;
}
