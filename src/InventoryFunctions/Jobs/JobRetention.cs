using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Jobs;

/// <summary>Removes job records and their error lists once their time has passed (parity A11); Table Storage has no time to live of its own.</summary>
public sealed class JobRetention(JobStore jobs, JobErrorStore errors, IEnumerable<IJobAttachment> attachments, TimeProvider clock)
{
    private const int RecordsAtOnce = 200;

    /// <summary>Removes what has expired by now; done twice, it removes nothing more.</summary>
    /// <returns>How many records were removed.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        int removed = 0;
        while (await jobs.FindExpiredAsync(clock.GetUtcNow(), RecordsAtOnce, cancellationToken) is { Count: > 0 } expired)
        {
            foreach (JobRecord job in expired)
            {
                // The record last, so that an interrupted removal is found again.
                await errors.RemoveAllAsync(job.ExecutionId, cancellationToken);
                foreach (IJobAttachment attachment in attachments)
                {
                    await attachment.RemoveAllAsync(job.ExecutionId, cancellationToken);
                }

                await jobs.DeleteAsync(job.ExecutionId, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
