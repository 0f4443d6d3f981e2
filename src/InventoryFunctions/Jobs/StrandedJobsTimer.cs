using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Jobs;

/// <summary>Looks after jobs that nothing runs any more, every five minutes.</summary>
public sealed class StrandedJobsTimer(StrandedJobs jobs)
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(StrandedJobsTimer))]
    public Task RunAsync([TimerTrigger(EveryFiveMinutes)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        jobs.SettleAsync(client, cancellationToken);
}
