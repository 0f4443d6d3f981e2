using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Events;
using InventoryFunctions.Reservations;

namespace InventoryFunctions.Orders;

/// <summary>What the world hears of an order (parity B4, D3). Published again, each event is the same: its time is when it happened.</summary>
internal static class OrderEvents
{
    private const string UnavailableSubject = "Stock unavailable";

    /// <summary>
    /// <c>stock-reserved</c> for each reserved line, <c>stock-unavailable</c> and <c>create-purchase-order</c> for each that could not be reserved,
    /// without the latter where there is no such product or nobody can read what is stored of it, and one alert for the order.
    /// </summary>
    public static IEnumerable<CloudEvent> Of(OrderOutcome outcome)
    {
        DateTimeOffset decidedAt = outcome.DecidedAt ?? throw new ArgumentException("The outcome is not on record yet.", nameof(outcome));
        string orderId = outcome.OrderId;
        foreach (OrderLineOutcome line in outcome.LinesThatAre(OrderLineStatus.Reserved))
        {
            yield return Create(orderId, line.ProductId, decidedAt, new StockReserved(line.ProductId, orderId, line.RequestedQuantity));
        }

        foreach (OrderLineOutcome line in outcome.LinesThatAre(OrderLineStatus.Unavailable))
        {
            yield return Create(orderId, line.ProductId, decidedAt, new StockUnavailable(
                line.ProductId, orderId, line.RequestedQuantity, line.AvailableQuantity ?? 0, OrderWords.Of(line.Reason.GetValueOrDefault())));
            if (line.Reason is not (UnavailableReason.UnknownProduct or UnavailableReason.Unreadable))
            {
                yield return Create(orderId, line.ProductId, decidedAt, new CreatePurchaseOrder(
                    line.ProductId, line.MinPurchaseQuantity, line.RequestedQuantity, orderId));
            }
        }

        if (outcome.DescribeUnavailable() is { } why)
        {
            yield return InventoryEvents.Create(
                $"{orderId}/{EventTypes.InventoryAlert}", decidedAt, new InventoryAlert(UnavailableSubject, $"Order {orderId}: {why}.", OrderId: orderId));
        }
    }

    /// <summary><c>reservation-released</c> or <c>reservation-expired</c> for each line whose pieces went back to the stock; nothing where they left for good.</summary>
    public static IEnumerable<CloudEvent> Of(EndedOrder ended) => ended.Lines.Where(line => line.Quantity > 0).SelectMany(line => ended.End switch
    {
        ReservationEnd.Release => [Create(ended.OrderId, line.ProductId, ended.EndedAt, new ReservationReleased(ended.OrderId, line.ProductId, line.Quantity))],
        ReservationEnd.Expire => [Create(ended.OrderId, line.ProductId, ended.EndedAt, new ReservationExpired(ended.OrderId, line.ProductId, line.Quantity))],
        _ => Enumerable.Empty<CloudEvent>(),
    });

    private static CloudEvent Create<TData>(string orderId, string productId, DateTimeOffset time, TData data)
        where TData : IEventData => InventoryEvents.Create($"{orderId}/{productId}/{TData.EventType}", time, data);
}
