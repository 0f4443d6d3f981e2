using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Jobs;

/// <summary>
/// Jobs that say RUNNING though nothing runs: their host died between the record and the start of the orchestration, or the orchestration was terminated or
/// could not record its end.
/// </summary>
public sealed class StrandedJobs(JobStore jobs, IEnumerable<IJobWorkflow> workflows, TimeProvider clock, ILogger<StrandedJobs> logger)
{
    /// <summary>So long after its begin a job's own host may still be about to start it. The value is 10 minutes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private const int JobsAtOnce = 100;

    /// <summary>Has each go on or end; doing it again, or twice at once, changes nothing more.</summary>
    public async Task SettleAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        JobQuery running = new() { Status = JobStatus.Running, To = clock.GetUtcNow() - Grace };
        string? place = null;
        do
        {
            ListPage<JobRecord> page = await jobs.ListAsync(running, JobsAtOnce, place, cancellationToken);
            foreach (UnreadableRow row in page.Unreadable)
            {
                logger.Unreadable(row.RowKey, row.PartitionKey, row.Reason);
            }

            foreach (JobRecord job in page.Items)
            {
                try
                {
                    await SettleAsync(job, durable, cancellationToken);
                }
#pragma warning disable CA1031 // One job must not keep the others.
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    logger.NotSettled(failure, job.ExecutionId);
                }
            }

            place = page.Continuation;
        }
        while (place is not null);
    }

    private async Task SettleAsync(JobRecord job, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        IJobWorkflow workflow = workflows.First(some => some.Runs(job.Kind));
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(workflow.InstanceIdOf(job.ExecutionId), cancellationToken);
        if (instance is { IsCompleted: false } || await workflow.TryRecoverAsync(job.ExecutionId, instance, durable, cancellationToken))
        {
            return;
        }

        string why = instance is null
            ? "Its host died before the orchestration was started; ask for it again."
            : $"The orchestration {instance.InstanceId} ended as {instance.RuntimeStatus} before the job did; ask for it again.";
        logger.Stranded(job.Kind, job.ExecutionId, why);
        await jobs.UpdateAsync(
            job.ExecutionId, record => record.Status == JobStatus.Running ? record.Fail(why, clock.GetUtcNow()) : record, cancellationToken);
    }
}
