using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Orders;

/// <summary>Looks after orders that nobody passed on, every 15 minutes.</summary>
public sealed class UndecidedOrdersTimer(UndecidedOrders orders)
{
    private const string EveryQuarterOfAnHour = "0 */15 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(UndecidedOrdersTimer))]
    public Task RunAsync(
        [TimerTrigger(EveryQuarterOfAnHour)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        orders.SettleAsync(client, cancellationToken);
}
