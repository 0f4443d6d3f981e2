using InventoryFunctions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Shows in the job record how far the job is.</summary>
public sealed class ReportBatchUpdateProgress(JobStore jobs)
{
    /// <summary>Renews the counts of a running job; one that has ended, or is further already, stays as it is.</summary>
    [Function(nameof(ReportBatchUpdateProgress))]
    public Task RunAsync([ActivityTrigger] BatchUpdateCounts counts, CancellationToken cancellationToken) => jobs.UpdateAsync(
        counts.ExecutionId, job => job.Progress(counts.ItemsProcessed, counts.ItemsFailed), cancellationToken);
}
