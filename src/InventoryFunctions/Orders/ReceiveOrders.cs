using Azure.Messaging;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Events;
using InventoryFunctions.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Orders;

/// <summary>
/// Takes up the orders that <c>new-order-received</c> tells of, and starts the orchestration <c>Order_{orderId}</c> that decides each (parity B3).
/// </summary>
public sealed class ReceiveOrders(
    EventQueue queue, OrderStore orders, FreshOrders fresh, OrderWorkflows workflows, IOptions<RetentionOptions> retention, TimeProvider clock)
{
    /// <summary>The queue function.</summary>
    [Function(nameof(ReceiveOrders))]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Orders)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        queue.HandleAsync(QueueNames.Orders, message, (received, cancellation) => TakeUpAsync(received, client, cancellation), cancellationToken);

    // The claim is the row: whoever inserts it fixes the order's content, and every delivery after that finds it (parity D4).
    private async Task TakeUpAsync(CloudEvent received, DurableTaskClient client, CancellationToken cancellationToken)
    {
        NewOrderReceived asked = InventoryEvents.Read<NewOrderReceived>(received);
        if (OrderRules.Check(asked) is { Count: > 0 } broken)
        {
            throw new InvalidEventException(broken);
        }

        LateEvents.Refuse(received, retention.Value.OrdersKept, RetentionOptions.OrdersSetting, clock.GetUtcNow());
        Order order = Order.From(asked);
        if (fresh.Take(order) || await IsUndecidedAsync(order, cancellationToken))
        {
            await workflows.StartAsync(client, order, cancellationToken);
        }
    }

    private async Task<bool> IsUndecidedAsync(Order order, CancellationToken cancellationToken)
    {
        // Looked for first: most orders come in over HTTP and have their row, and an insert that meets it would hold up those it shares a transaction with.
        OrderClaim<Order> claim = await orders.FindAcceptedAsync(order.OrderId, cancellationToken) is { } accepted
            ? new OrderClaim<Order>(accepted, IsFirst: false, default)
            : await orders.AcceptAsync(order, clock.GetUtcNow(), cancellationToken);
        return claim.Standing == order
            ? claim.IsFirst || await orders.FindAsync(order.OrderId, cancellationToken) is { Outcome: null }
            : throw new InvalidEventException("orderId", $"is that of another order, which was taken in before: {order.OrderId}");
    }
}
