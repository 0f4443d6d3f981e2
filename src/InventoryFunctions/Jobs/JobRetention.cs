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
        for (int some = 1; some > 0; removed += some)
        {
            some = await RemoveSomeAsync(clock.GetUtcNow(), cancellationToken);
        }

        return removed;
    }

    /// <summary>Removes up to 200 records that have expired at <paramref name="now"/>.</summary>
    /// <returns>How many records were removed; 0 where there is none left.</returns>
    public async Task<int> RemoveSomeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobRecord> expired = await jobs.FindExpiredAsync(now, RecordsAtOnce, cancellationToken);
        foreach (JobRecord job in expired)
        {
            // The record last, so that an interrupted removal is found again.
            await errors.RemoveAllAsync(job.ExecutionId, cancellationToken);
            foreach (IJobAttachment attachment in attachments)
            {
                await attachment.RemoveAllAsync(job.ExecutionId, cancellationToken);
            }

            await jobs.DeleteAsync(job.ExecutionId, cancellationToken);
        }

        return expired.Count;
    }
}
