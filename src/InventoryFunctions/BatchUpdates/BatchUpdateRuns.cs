using DurableTask.Core.Exceptions;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Notifications;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.BatchUpdates;

/// <summary>
/// Brings a claimed run and its orchestration together, whatever a host that died left behind: a claim without an orchestration is started, one whose
/// orchestration has ended is given free.
/// </summary>
public sealed class BatchUpdateRuns(
    BatchUpdateLedger ledger,
    JobStore jobs,
    InventoryStore store,
    IAlertPublisher alerts,
    IOptions<BatchUpdateOptions> options,
    IOptions<EnvironmentOptions> environment,
    TimeProvider clock,
    ILogger<BatchUpdateRuns> logger)
{
    /// <summary>So long after the claim its host may still be about to start the orchestration. The value is 30 seconds.</summary>
    public static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(30);

    /// <summary>Writes the job's record and starts the orchestration of a run that was just claimed.</summary>
    public async Task StartAsync(DurableTaskClient client, BatchUpdateRun run, CancellationToken cancellationToken)
    {
        // Before the orchestration, so that whoever gets the id finds the job.
        await jobs.InsertAsync(JobRecord.Begin(run.ExecutionId, JobKind.BatchUpdate, run.Since), cancellationToken);
        BatchUpdateInput input = new(run.ExecutionId, run.Amount, options.Value.Size, store.ShardCount, environment.Value.Name);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(BatchUpdateOrchestrator), input, new StartOrchestrationOptions(run.InstanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Not relied upon: workers before this exception start it anew, which repeats no item's update either.
        }

        logger.Started(run.ExecutionId, run.Occurrence);
    }

    /// <summary>Looks after the run that stands in the ledger. True: it has ended, and another may begin.</summary>
    public async Task<bool> TryFreeAsync(DurableTaskClient client, LedgerEntry<BatchUpdateRun> stored, CancellationToken cancellationToken)
    {
        BatchUpdateRun run = stored.Value;
        JobRecord? job = await jobs.FindAsync(run.ExecutionId, cancellationToken);
        if (job is { Status: not JobStatus.Running })
        {
            await ledger.ReleaseAsync(run.ExecutionId, cancellationToken);
            return true;
        }

        switch (await client.GetInstanceAsync(run.InstanceId, cancellationToken))
        {
            case null when clock.GetUtcNow() - run.Since >= StartGrace:
                if (await ledger.TryRenewAsync(stored, clock.GetUtcNow(), cancellationToken))
                {
                    logger.StartedLate(run.ExecutionId);
                    await StartAsync(client, run, cancellationToken);
                }

                return false;

            case { IsCompleted: true } instance:
                await AbandonAsync(run, instance.RuntimeStatus, cancellationToken);
                return true;

            default:
                return false;
        }
    }

    // The orchestration was terminated, or failed where it could not record it.
    private async Task AbandonAsync(BatchUpdateRun run, OrchestrationRuntimeStatus status, CancellationToken cancellationToken)
    {
        logger.Abandoned(run.ExecutionId, status.ToString());

        // The alert comes first: twice where the process dies after it, but never not at all.
        JobRecord? found = await jobs.FindAsync(run.ExecutionId, cancellationToken);
        if (found is not null && JobAlerts.Decide(Abandon(found), environment.Value.Name) is { } alert)
        {
            try
            {
                await alerts.PublishAsync(alert, run.ExecutionId, cancellationToken);
            }
#pragma warning disable CA1031 // A failed alert never fails anything else (parity A9).
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.AlertFailed(failure, run.ExecutionId);
            }
        }

        await jobs.UpdateAsync(run.ExecutionId, Abandon, cancellationToken);
        await ledger.ReleaseAsync(run.ExecutionId, cancellationToken);

        JobRecord Abandon(JobRecord job) => job.Status == JobStatus.Running
            ? job.Fail($"The orchestration {run.InstanceId} ended as {status} before the job did.", clock.GetUtcNow())
            : job;
    }
}
