using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Orders;

/// <summary>Ends an order's reservations because a person asks for it.</summary>
public sealed class OrderEnder(OrderStore orders, OrderWorkflows workflows, TimeProvider clock)
{
    /// <summary>How long a caller waits for the end; the orchestration goes on nevertheless. The value is 10 seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Ends the reservations of <paramref name="orderId"/> by <paramref name="end"/> where that can be, and waits a while for it. Of two that race, the
    /// first wins.
    /// </summary>
    /// <returns>The order as it stands then, or null where there is none.</returns>
    public async Task<OrderEnding?> EndAsync(DurableTaskClient client, string orderId, ReservationEnd end, CancellationToken cancellationToken)
    {
        OrderRecord? present = await orders.FindAsync(orderId, cancellationToken);
        if (present is null)
        {
            return null;
        }

        string instanceId = OrderWorkflows.InstanceIdOf(orderId, end);
        if (present.Status == OrderRecord.StatusAfter(end))
        {
            // The end is on record before the lines end: whatever ends them may be at it, or have been broken off.
            switch (await client.GetInstanceAsync(instanceId, cancellationToken))
            {
                case { RuntimeStatus: OrchestrationRuntimeStatus.Completed }:
                    return new OrderEnding(present, IsSettled: true);
                case { IsCompleted: false }:
                    break;
                default:
                    await workflows.StartEndAsync(client, orderId, end, cancellationToken);
                    break;
            }
        }
        else if (present.IsOpen)
        {
            await workflows.StartEndAsync(client, orderId, end, cancellationToken);
        }
        else
        {
            return new OrderEnding(present, IsSettled: true);
        }

        bool isSettled = await IsCompletedAsync(client, instanceId, cancellationToken);
        return new OrderEnding(await orders.FindAsync(orderId, cancellationToken) ?? present, isSettled);
    }

    private async Task<bool> IsCompletedAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await client.WaitForInstanceCompletionAsync(instanceId, either.Token)).RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
