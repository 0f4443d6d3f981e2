using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Records the metrics of a completed batch update (parity A6).</summary>
public sealed class RecordBatchUpdateMetrics(JobMetrics metrics)
{
    /// <summary>Records them; not retried, because they would be counted twice.</summary>
    [Function(nameof(RecordBatchUpdateMetrics))]
    public Task RunAsync([ActivityTrigger] JobRecord job)
    {
        metrics.Record(job);
        return Task.CompletedTask;
    }
}
