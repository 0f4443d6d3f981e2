using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// Looks after purchase orders that nobody waits for any more: open ones without an orchestration, and decisions that their orchestration was not told of,
/// or that have none left. Nothing is forgotten, whatever was killed, terminated, purged or lost.
/// </summary>
public sealed class PurchaseOrderSweep(
    PurchaseOrderMarks marks, PurchaseOrderStore orders, PurchaseOrderWorkflows workflows, TimeProvider clock, ILogger<PurchaseOrderSweep> logger)
{
    /// <summary>So long after a decision its own orchestration may still be carrying it out. The value is 1 minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int OrdersAtOnce = 8;

    /// <summary>Sweeps once; done twice, or by two at once, it changes nothing more. An order that fails does not keep the others.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await ForEachAsync(marks.OpenAsync(cancellationToken), StartAsync, cancellationToken);
        await ForEachAsync(marks.UnsettledAsync(clock.GetUtcNow() - Grace, cancellationToken), SettleAsync, cancellationToken);

        async Task StartAsync(string purchaseOrderId, CancellationToken cancellation)
        {
            if (!await IsRunningAsync(client, purchaseOrderId, cancellation) && await workflows.StartAsync(client, purchaseOrderId, cancellation))
            {
                logger.NotWaitedFor(purchaseOrderId);
            }
        }

        async Task SettleAsync(string purchaseOrderId, CancellationToken cancellation)
        {
            if (!await IsRunningAsync(client, purchaseOrderId, cancellation))
            {
                if (await workflows.StartAsync(client, purchaseOrderId, cancellation))
                {
                    logger.NotSettled(purchaseOrderId);
                }
            }
            else if (await orders.FindReadableAsync(purchaseOrderId, cancellation) is { } order)
            {
                await PurchaseOrderWorkflows.TellAsync(client, purchaseOrderId, order.Status, cancellation);
                logger.NotSettled(purchaseOrderId);
            }
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, string purchaseOrderId, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(PurchaseOrderWorkflows.InstanceIdOf(purchaseOrderId), cancellationToken) is { IsCompleted: false };

    private Task ForEachAsync(IAsyncEnumerable<PurchaseOrderMark> found, Func<string, CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = OrdersAtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(found, atOnce, async (mark, cancellation) =>
        {
            try
            {
                await look(mark.PurchaseOrderId ?? throw new InvalidDataException($"Row {mark.RowKey} names no purchase order."), cancellation);
            }
#pragma warning disable CA1031 // One order must not keep the others.
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.NotSwept(failure, mark.RowKey);
            }
        });
    }
}
