using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Looks after purchase orders that nobody waits for any more, every five minutes.</summary>
public sealed class PurchaseOrderSweepTimer(PurchaseOrderSweep sweep)
{
    private const string EveryFiveMinutes = "30 */5 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(PurchaseOrderSweepTimer))]
    public Task RunAsync([TimerTrigger(EveryFiveMinutes)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        sweep.RunAsync(client, cancellationToken);
}
