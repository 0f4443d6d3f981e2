using DurableTask.Core.Exceptions;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Orders;

/// <summary>Starts the orchestrations of orders. One that runs already is left alone.</summary>
public sealed class OrderWorkflows(IOptions<ReservationOptions> options)
{
    /// <summary>The instance that decides an order: <c>Order_{orderId}</c> (parity B3), where that is an instance id.</summary>
    public static string InstanceIdOf(string orderId) => InstanceId.Of("Order", orderId);

    /// <summary>The instance that ends an order's reservations; the end comes first, because an order's id may end in anything.</summary>
    public static string InstanceIdOf(string orderId, ReservationEnd end) => InstanceId.Of(end.ToString(), orderId);

    /// <summary>Starts deciding <paramref name="order"/>. A setting that changes later changes nothing about it.</summary>
    public Task StartAsync(DurableTaskClient client, Order order, CancellationToken cancellationToken) => StartAsync(
        client, nameof(ReserveStockOrchestrator), new ReserveStockInput(order, options.Value.Hold), InstanceIdOf(order.OrderId), cancellationToken);

    /// <summary>Starts ending the order's reservations, and answers the instance that does.</summary>
    public async Task<string> StartEndAsync(DurableTaskClient client, string orderId, ReservationEnd end, CancellationToken cancellationToken)
    {
        string instanceId = InstanceIdOf(orderId, end);
        await StartAsync(client, nameof(EndOrderOrchestrator), new OrderEndCommand(orderId, end), instanceId, cancellationToken);
        return instanceId;
    }

    private static async Task StartAsync(DurableTaskClient client, string orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Not relied upon: workers before this exception start it anew, and every step stands being done again.
        }
    }
}
