using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Jobs;

/// <summary>Removes expired job records once a day (parity A11).</summary>
public sealed class RemoveExpiredJobs(JobRetention retention)
{
    private const string DailyAt0330 = "0 30 3 * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(RemoveExpiredJobs))]
    public Task RunAsync([TimerTrigger(DailyAt0330)] TimerInfo timer, CancellationToken cancellationToken) => retention.RemoveExpiredAsync(cancellationToken);
}
