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
    public async Task<OrderRecord?> EndAsync(DurableTaskClient client, string orderId, ReservationEnd end, CancellationToken cancellationToken)
    {
        OrderRecord? present = await orders.FindAsync(orderId, cancellationToken);
        if (present is not { IsOpen: true })
        {
            return present;
        }

        string instanceId = await workflows.StartEndAsync(client, orderId, end, cancellationToken);
        using CancellationTokenSource patience = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await client.WaitForInstanceCompletionAsync(instanceId, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return present;
        }

        return await orders.FindAsync(orderId, cancellationToken);
    }
}
