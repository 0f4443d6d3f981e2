using Azure.Messaging;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Orders;

/// <summary>Takes orders in: keeps each once, and publishes <c>new-order-received</c> (parity B2).</summary>
public sealed class OrderIntake(OrderStore orders, FreshOrders fresh, IEventBus bus, TimeProvider clock, ILogger<OrderIntake> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>A new order's id.</summary>
    public string NewOrderId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");

    /// <summary>
    /// Takes <paramref name="order"/> in. The same order again is published again while it is not decided, in case the first time did not get so
    /// far, and changes nothing.
    /// </summary>
    /// <param name="order">A sound order.</param>
    /// <param name="cancellationToken">Does not begin. What is begun is ended, whoever has gone meanwhile: a kept order has to be passed on.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the same order may be sent again.</exception>
    /// <exception cref="ApiException">503: the order is kept, but the event bus refuses it or can't be reached; the same order may be sent again.</exception>
    public async Task<OrderReception> ReceiveAsync(Order order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OrderClaim<Order> claim = await orders.AcceptAsync(order, clock.GetUtcNow(), CancellationToken.None);
        if (claim.Standing != order)
        {
            return OrderReception.OtherOrder;
        }

        if (claim.IsFirst)
        {
            fresh.Add(order);
        }

        if (claim.IsFirst || await orders.FindAsync(order.OrderId, cancellationToken) is { Outcome: null })
        {
            await PublishAsync(order, claim.At);
        }

        return OrderReception.Accepted;
    }

    private async Task PublishAsync(Order order, DateTimeOffset receivedAt)
    {
        CloudEvent received = InventoryEvents.Create($"{order.OrderId}/{EventTypes.NewOrderReceived}", receivedAt, order.ToEvent());
        try
        {
            await bus.PublishAsync([received], CancellationToken.None);
        }
        catch (Exception failure) when (failure is not EventTooLargeException)
        {
            logger.NotPublished(failure, order.OrderId);
            throw new ApiException(new ApiProblem(
                StatusCodes.Status503ServiceUnavailable,
                $"Order {order.OrderId} is kept, but could not be passed on yet. Send it again in a few seconds; otherwise it is taken up within half an hour.")
            {
                RetryAfter = RetryAfter,
            });
        }
    }
}
