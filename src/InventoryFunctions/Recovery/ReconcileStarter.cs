using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Recovery;

/// <summary>Starts reconciliations. They change nothing, so any number may run, beside whatever else.</summary>
public sealed class ReconcileStarter(
    JobStore jobs, JournalBeginning beginning, InventoryStore store, TimeProvider clock, ILogger<ReconcileStarter> logger)
{
    /// <summary>Starts one over what is recorded: since the journal began, or for the last 35 days.</summary>
    /// <returns>The job's execution id.</returns>
    public async Task<string> StartAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset since = now - RestoreMoment.Reach;
        if (await beginning.ReadAsync(cancellationToken) is { } began && began > since)
        {
            since = began;
        }

        // Before the orchestration, so that whoever gets the id finds the job.
        string executionId = Guid.CreateVersion7(now).ToString();
        await jobs.InsertAsync(JobRecord.Begin(executionId, JobKind.Reconcile, now), cancellationToken);
        await durable.ScheduleNewOrchestrationInstanceAsync(
            nameof(ReconcileOrchestrator),
            new ReconcileInput(executionId, since, store.ShardCount),
            new StartOrchestrationOptions(ReconcileInput.InstanceIdOf(executionId)),
            cancellationToken);
        logger.ReconcileStarted(executionId, since);
        return executionId;
    }
}
