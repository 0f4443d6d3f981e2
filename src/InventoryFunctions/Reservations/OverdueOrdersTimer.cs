using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Reservations;

/// <summary>Looks after holds that nothing ended, every five minutes.</summary>
public sealed class OverdueOrdersTimer(OverdueOrders orders)
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(OverdueOrdersTimer))]
    public Task RunAsync([TimerTrigger(EveryFiveMinutes)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        orders.SettleAsync(client, cancellationToken);
}
