using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Ticks each minute; whether a batch update is due is the stored schedule's business.</summary>
public sealed class BatchUpdateTimer(BatchUpdateScheduler scheduler)
{
    private const string EveryMinute = "0 * * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(BatchUpdateTimer))]
    public Task RunAsync([TimerTrigger(EveryMinute)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        scheduler.TickAsync(client, cancellationToken);
}
