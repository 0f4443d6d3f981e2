using InventoryFunctions.Api;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Recovery;

/// <summary>
/// Starts restores: one at a time, and none while a batch update or an import runs, because they would fill up again what the restore takes back, or
/// have half of their work taken back. What begins after the restore did is not held up: what it does to an item before the restore comes to it is
/// undone, what it does afterwards stands.
/// </summary>
public sealed class RestoreStarter(
    RestoreClaims claims, RestoreCursors cursors, JobStore jobs, InventoryStore store, TimeProvider clock, ILogger<RestoreStarter> logger)
{
    // Another attempt only follows where a claim ended, or began, between two steps of this one.
    private const int MaxAttempts = 5;

    private const int JobsPerPage = 100;

    // So long after the claim its host may still be about to start the orchestration.
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(30);

    /// <summary>Starts a restore.</summary>
    /// <param name="asOf">The moment; it breaks no rule.</param>
    /// <param name="dryRun">Only say what would be done: any number of these may run, beside whatever else.</param>
    /// <param name="durable">Starts the orchestration.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job's execution id.</returns>
    /// <exception cref="ApiException">409: a restore, a batch update or an import runs.</exception>
    public async Task<string> StartAsync(DateTimeOffset asOf, bool dryRun, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string executionId = Guid.CreateVersion7(now).ToString();
        if (!dryRun)
        {
            await DemandQuietAsync(cancellationToken);
            await ClaimAsync(executionId, now, durable, cancellationToken);
        }

        // Before the orchestration, so that whoever gets the id finds the job.
        await jobs.InsertAsync(JobRecord.Begin(executionId, dryRun ? JobKind.RestoreDryRun : JobKind.Restore, now), cancellationToken);
        await durable.ScheduleNewOrchestrationInstanceAsync(
            nameof(RestoreOrchestrator),
            new RestoreInput(executionId, asOf, dryRun, store.ShardCount),
            new StartOrchestrationOptions(RestoreInput.InstanceIdOf(executionId)),
            cancellationToken);
        logger.Started(executionId, asOf, dryRun);
        return executionId;
    }

    private async Task DemandQuietAsync(CancellationToken cancellationToken)
    {
        JobQuery running = new() { Status = JobStatus.Running };
        string? continuation = null;
        do
        {
            ListPage<JobRecord> page = await jobs.ListAsync(running, JobsPerPage, continuation, cancellationToken);
            if (page.Items.FirstOrDefault(job => job.Kind is JobKind.BatchUpdate or JobKind.Import) is { } busy)
            {
                throw new ApiException(ApiProblem.Conflict(
                    $"{busy.Kind} {busy.ExecutionId} is running; restore when it has ended, so that the inventory is not restored in part."));
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task ClaimAsync(string executionId, DateTimeOffset now, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts && !await claims.TryClaimAsync(executionId, now, cancellationToken); attempt++)
        {
            if (await claims.FindAsync(cancellationToken) is { } claim && !await TryFreeAsync(claim, durable, cancellationToken))
            {
                throw new ApiException(ApiProblem.Conflict(
                    $"Restore {claim.ExecutionId} is running; only one runs at a time. Start again when it has ended."));
            }
        }

        if ((await claims.FindAsync(cancellationToken))?.ExecutionId != executionId)
        {
            throw new ApiException(ApiProblem.Conflict("Another restore is just starting; only one runs at a time."));
        }
    }

    /// <summary>
    /// Frees the inventory from a restore that has ended, whose host died before it began, or whose orchestration was terminated.
    /// </summary>
    private async Task<bool> TryFreeAsync(RestoreClaim claim, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(claim.ExecutionId, cancellationToken) is { Status: not JobStatus.Running })
        {
            // Whoever reads of its end may start the next one, however far its last step is.
            await cursors.RemoveAsync(claim.ExecutionId, store.ShardCount, cancellationToken);
            await claims.ReleaseAsync(claim.ExecutionId, cancellationToken);
            return true;
        }

        OrchestrationMetadata? instance = await durable.GetInstanceAsync(RestoreInput.InstanceIdOf(claim.ExecutionId), cancellationToken);
        if (instance is { IsCompleted: false } || (instance is null && clock.GetUtcNow() - claim.Since < StartGrace))
        {
            return false;
        }

        logger.Abandoned(claim.ExecutionId);
        await jobs.UpdateAsync(
            claim.ExecutionId,
            job => job.Status == JobStatus.Running ? job.Fail("The restore was terminated, or its host died before it began.", clock.GetUtcNow()) : job,
            cancellationToken);

        // In this order: should it begin after all, it either finds that it has lost the claim, or loses its cursors.
        await claims.ReleaseAsync(claim.ExecutionId, cancellationToken);
        await cursors.RemoveAsync(claim.ExecutionId, store.ShardCount, cancellationToken);
        return true;
    }
}
