using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Importing;

/// <summary>
/// Import jobs that say RUNNING though nothing runs: their host died before it started the orchestration, or the orchestration was terminated
/// or could not record its end.
/// </summary>
public sealed class StrandedImports(
    ImportClaims claims, ImportStaging staging, ImportStart start, JobStore jobs, TimeProvider clock, ILogger<StrandedImports> logger)
{
    /// <summary>So long after its begin a job's own host may still be about to start it. The value is 10 minutes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private const int JobsAtOnce = 100;

    /// <summary>Starts what was not started, and ends what ended unrecorded; doing it again, or twice at once, changes nothing more.</summary>
    public async Task SettleAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        JobQuery running = new() { Status = JobStatus.Running, To = clock.GetUtcNow() - Grace };
        string? place = null;
        do
        {
            ListPage<JobRecord> page = await jobs.ListAsync(running, JobsAtOnce, place, cancellation);
            foreach (JobRecord job in page.Items.Where(job => job.Kind is JobKind.Import or JobKind.ImportDryRun))
            {
                await SettleAsync(job.ExecutionId, durable, cancellation);
            }

            place = page.Continuation;
        }
        while (place is not null);
    }

    private async Task SettleAsync(string executionId, DurableTaskClient durable, CancellationToken cancellation)
    {
        switch (await durable.GetInstanceAsync(ImportManifest.InstanceIdOf(executionId), cancellation))
        {
            case { IsCompleted: true } ended:
                await FailAsync(executionId, $"The orchestration ended as {ended.RuntimeStatus} before the job did; send the file again", cancellation);
                break;

            case null when await FindStartableAsync(executionId, cancellation) is { } import:
                logger.StartedLate(executionId);
                await start.StartAsync(import, durable, cancellation);
                break;

            case null:
                await FailAsync(executionId, "The import was never started, and what was received is gone; send the file again", cancellation);
                break;
        }
    }

    // A dry run has no claim, so that its manifest is gone with its host.
    private async Task<ImportManifest?> FindStartableAsync(string executionId, CancellationToken cancellation) =>
        await claims.FindByExecutionAsync(executionId, cancellation) is { IsCompleted: false, Manifest: { } import }
        && (import.SoundRows + import.BrokenRows == 0 || await staging.HoldsAsync(executionId, cancellation))
            ? import
            : null;

    private async Task FailAsync(string executionId, string why, CancellationToken cancellation)
    {
        logger.Stranded(executionId, why);
        await jobs.UpdateAsync(
            executionId, job => job.Status == JobStatus.Running ? job.Fail(why, clock.GetUtcNow()) : job, cancellation);
    }
}
