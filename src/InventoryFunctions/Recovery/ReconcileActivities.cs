using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Recovery;

/// <summary>The steps of <see cref="ReconcileOrchestrator"/>. Each may run twice, also late.</summary>
public sealed class ReconcileActivities(JobStore jobs, ShardReconciliation shards, TimeProvider clock)
{
    /// <summary>Compares the next items of one shard.</summary>
    [Function(nameof(ReconcileShard))]
    public Task<ReconciledPiece> ReconcileShard([ActivityTrigger] PieceToReconcile piece, CancellationToken cancellation) => shards.RunAsync(piece, cancellation);

    /// <summary>Writes the progress to the job record, where the job still runs and is not further.</summary>
    [Function(nameof(ReportReconcile))]
    public Task ReportReconcile([ActivityTrigger] ReconcileProgress progress, CancellationToken cancellation) => jobs.UpdateAsync(
        progress.ExecutionId, job => job.Progress(Agreeing(progress.Counts), progress.Counts.Drifting), cancellation);

    /// <summary>Job COMPLETED or FAILED.</summary>
    [Function(nameof(EndReconcile))]
    public Task EndReconcile([ActivityTrigger] ReconcileEnd end, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return jobs.UpdateAsync(
            end.ExecutionId,
            job => job.Status != JobStatus.Running ? job
                : end.Counts is { } counts ? job.Complete(Agreeing(counts), counts.Drifting, now) with { Reconcile = counts }
                : job.Fail(end.ErrorMessage ?? "", now),
            cancellation);
    }

    private static long Agreeing(ReconcileCounts counts) => counts.Items - counts.Drifting;
}
