using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Events;
using InventoryFunctions.Reservations;

namespace InventoryFunctions.Orders;

/// <summary>What the world hears of an order (parity B4, D3). Published again, each event has the same id.</summary>
internal static class OrderEvents
{
    private const string UnavailableSubject = "Stock unavailable";

    /// <summary>
    /// <c>stock-reserved</c> for each reserved line, <c>stock-unavailable</c> and <c>create-purchase-order</c> for each that could not be reserved,
    /// without the latter where there is no such product, and one alert for the order.
    /// </summary>
    public static IEnumerable<CloudEvent> Of(OrderOutcome outcome, DateTimeOffset now)
    {
        string orderId = outcome.OrderId;
        foreach (OrderLineOutcome line in outcome.LinesThatAre(OrderLineStatus.Reserved))
        {
            yield return Create(orderId, line.ProductId, now, new StockReserved(line.ProductId, orderId, line.RequestedQuantity));
        }

        foreach (OrderLineOutcome line in outcome.LinesThatAre(OrderLineStatus.Unavailable))
        {
            yield return Create(orderId, line.ProductId, now, new StockUnavailable(
                line.ProductId, orderId, line.RequestedQuantity, line.AvailableQuantity ?? 0, OrderWords.Of(line.Reason.GetValueOrDefault())));
            if (line.Reason != UnavailableReason.UnknownProduct)
            {
                yield return Create(orderId, line.ProductId, now, new CreatePurchaseOrder(
                    line.ProductId, line.MinPurchaseQuantity, line.RequestedQuantity, orderId));
            }
        }

        if (outcome.DescribeUnavailable() is { } why)
        {
            yield return InventoryEvents.Create(
                $"{orderId}/{EventTypes.InventoryAlert}", now, new InventoryAlert(UnavailableSubject, $"Order {orderId}: {why}.", OrderId: orderId));
        }
    }

    /// <summary><c>reservation-released</c> or <c>reservation-expired</c> for each line whose pieces went back to the stock; nothing where they left for good.</summary>
    public static IEnumerable<CloudEvent> Of(EndedOrder ended, DateTimeOffset now) => ended.Lines.Where(line => line.Quantity > 0).SelectMany(line => ended.End switch
    {
        ReservationEnd.Release => [Create(ended.OrderId, line.ProductId, now, new ReservationReleased(ended.OrderId, line.ProductId, line.Quantity))],
        ReservationEnd.Expire => [Create(ended.OrderId, line.ProductId, now, new ReservationExpired(ended.OrderId, line.ProductId, line.Quantity))],
        _ => Enumerable.Empty<CloudEvent>(),
    });

    private static CloudEvent Create<TData>(string orderId, string productId, DateTimeOffset now, TData data)
        where TData : IEventData => InventoryEvents.Create($"{orderId}/{productId}/{TData.EventType}", now, data);
}
