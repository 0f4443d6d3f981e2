using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;

namespace InventoryFunctions.Orders;

/// <summary>Takes orders in: keeps each once, and publishes <c>new-order-received</c> (parity B2).</summary>
public sealed class OrderIntake(OrderStore orders, IEventBus bus, TimeProvider clock)
{
    /// <summary>A new order's id.</summary>
    public string NewOrderId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");

    /// <summary>
    /// Takes <paramref name="order"/> in. The same order again is published again while it is not decided, in case the first time did not get so
    /// far, and changes nothing.
    /// </summary>
    /// <param name="order">A sound order.</param>
    /// <param name="isIdNew">Whether the id was just drawn, so that no event can have brought an order of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage or the event bus can't be reached; the same order may be sent again.</exception>
    public async Task<OrderReception> ReceiveAsync(Order order, bool isIdNew, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        OrderClaim<Order> claim = !isIdNew && await orders.FindAcceptedAsync(order.OrderId, cancellationToken) is { } accepted
            ? new OrderClaim<Order>(accepted, IsFirst: false)
            : await orders.ReceiveAsync(order, now, cancellationToken);
        if (claim.Standing != order)
        {
            return OrderReception.OtherOrder;
        }

        if (claim.IsFirst || await orders.FindAsync(order.OrderId, cancellationToken) is { Outcome: null })
        {
            await bus.PublishAsync([InventoryEvents.Create($"{order.OrderId}/{EventTypes.NewOrderReceived}", now, order.ToEvent())], cancellationToken);
        }

        return OrderReception.Accepted;
    }
}
