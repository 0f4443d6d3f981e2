using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Recovery;

/// <summary>The steps of <see cref="RestoreOrchestrator"/>. Each may run twice, also late.</summary>
public sealed class RestoreActivities(
    JobStore jobs, RestoreCursors cursors, RestoreClaims claims, ShardRestore shards, InventoryStore store, TimeProvider clock)
{
    private const string Overtaken = "The restore did not begin in time, and another one was started meanwhile. Start it again when that one has ended.";

    /// <summary>The cursors stand, and the inventory is this restore's alone.</summary>
    /// <returns>
    /// Whether there is something to do: false where the job has ended before, and where another restore has the claim, because this one took so long to
    /// begin that its host was thought dead. Then the job has failed.
    /// </returns>
    [Function(nameof(BeginRestore))]
    public async Task<bool> BeginRestore([ActivityTrigger] RestoreInput restore, CancellationToken cancellation)
    {
        if (!await IsRunningAsync(restore, cancellation))
        {
            return false;
        }

        // Before the claim is looked at: whoever takes it removes the cursors afterwards. So what finds its claim here either keeps it, or loses its cursors.
        await cursors.CreateAsync(restore.ExecutionId, restore.ShardCount, cancellation);
        bool isClaimed = restore.DryRun || (await claims.FindAsync(cancellation))?.ExecutionId == restore.ExecutionId;
        if (isClaimed && await IsRunningAsync(restore, cancellation))
        {
            return true;
        }

        await cursors.RemoveAsync(restore.ExecutionId, restore.ShardCount, cancellation);
        await jobs.UpdateAsync(
            restore.ExecutionId, job => job.Status == JobStatus.Running ? job.Fail(Overtaken, clock.GetUtcNow()) : job, cancellation);
        return false;
    }

    /// <summary>Restores items of one shard that are not restored yet.</summary>
    [Function(nameof(RestoreShard))]
    public Task<RestoredShard> RestoreShard([ActivityTrigger] ShardToRestore shard, CancellationToken cancellation) => shards.ApplyAsync(shard, cancellation);

    /// <summary>Writes the progress to the job record, where the job still runs and is not further.</summary>
    [Function(nameof(ReportRestore))]
    public Task ReportRestore([ActivityTrigger] RestoreProgress progress, CancellationToken cancellation) => jobs.UpdateAsync(
        progress.ExecutionId, job => job.Progress(progress.Counts.Processed(), progress.Counts.Failed), cancellation);

    /// <summary>Job COMPLETED or FAILED; nothing more of it is applied, and another restore may begin.</summary>
    [Function(nameof(EndRestore))]
    public async Task EndRestore([ActivityTrigger] RestoreEnd end, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await jobs.UpdateAsync(
            end.ExecutionId,
            job => job.Status != JobStatus.Running ? job
                : end.Counts is { } counts ? job.Complete(counts.Processed(), counts.Failed, now) with { Restore = counts }
                : job.Fail(end.ErrorMessage ?? "", now),
            cancellation);
        await cursors.RemoveAsync(end.ExecutionId, store.ShardCount, cancellation);
        await claims.ReleaseAsync(end.ExecutionId, cancellation);
    }

    private async Task<bool> IsRunningAsync(RestoreInput restore, CancellationToken cancellation) =>
        await jobs.FindAsync(restore.ExecutionId, cancellation) is { Status: JobStatus.Running };
}
