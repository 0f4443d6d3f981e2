using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The last step of a batch update that has to succeed.</summary>
public sealed class EndBatchUpdate(JobStore jobs, BatchUpdateLedger ledger, TimeProvider clock)
{
    /// <summary>
    /// Records the job as COMPLETED or FAILED and gives its run free. Done twice, the first end stands. The record comes first: a run that was not
    /// given free is found by the next tick, a record without its end would stay RUNNING for ever.
    /// </summary>
    [Function(nameof(EndBatchUpdate))]
    public async Task<JobRecord> RunAsync([ActivityTrigger] BatchUpdateEnd end, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        JobRecord? job = await jobs.UpdateAsync(end.ExecutionId, job => End(job, end, now), cancellationToken);
        if (job is null)
        {
            // Not even the first step succeeded.
            job = End(JobRecord.Begin(end.ExecutionId, JobKind.BatchUpdate, now), end, now);
            await jobs.InsertAsync(job, cancellationToken);
        }

        await ledger.ReleaseAsync(end.ExecutionId, cancellationToken);
        return job;
    }

    private static JobRecord End(JobRecord job, BatchUpdateEnd end, DateTimeOffset now) =>
        job.Status != JobStatus.Running ? job
        : end.ErrorMessage is { } message ? job.Progress(end.ItemsProcessed, end.ItemsFailed).Fail(message, now)
        : job.Complete(end.ItemsProcessed, end.ItemsFailed, now);
}
