using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Restocks a page of one shard: one query of up to 1,000 items, then a transaction for each batch of them.</summary>
public sealed class RestockShardPage(InventoryStore store, JobErrorStore errors, TimeProvider clock, ILogger<RestockShardPage> logger)
{
    /// <summary>
    /// Restocks the page. An item that can't be updated is counted and named in the job's error list; the rest goes on (parity A3).
    /// However often it runs, each item is updated once (parity D9), and the counts are those of the page, not of the attempt.
    /// </summary>
    [Function(nameof(RestockShardPage))]
    public async Task<RestockedPage> RunAsync([ActivityTrigger] PageToRestock input, CancellationToken cancellationToken)
    {
        int itemsPerCommit = Math.Min(input.BatchSize, InventoryStore.MaxItemsPerCommit);
        int pageSize = InventoryStore.MaxPageSize / itemsPerCommit * itemsPerCommit;
        ItemPage page = await store.ReadShardAsync(input.Shard, input.AfterItemId, pageSize, cancellationToken);

        RestockTally tally = new();
        foreach (UnreadableItem row in page.Unreadable)
        {
            tally.Fail(row.ItemId, row.Rule);
        }

        RestockBatch batch = new(store, clock, input, tally);
        foreach (StoredItem[] items in page.Items.Chunk(itemsPerCommit))
        {
            await batch.CommitAsync(items, cancellationToken);
        }

        await NoteErrorsAsync(input.ExecutionId, tally, cancellationToken);
        return new RestockedPage(input.Shard, page.Next, tally.Processed.Count, tally.Failed.Count);
    }

    private async Task NoteErrorsAsync(string executionId, RestockTally tally, CancellationToken cancellationToken)
    {
        if (tally.HadEarlierAttempt && tally.Processed.Count > 0)
        {
            // The earlier attempt may have named an item that this one could update.
            await errors.RemoveAsync(executionId, tally.Processed, cancellationToken);
        }

        if (tally.Failed.Count > 0)
        {
            await errors.AddErrorsAsync(executionId, [.. tally.Failed.Select(failed => new JobError(failed.Key, failed.Value))], cancellationToken);
            foreach ((string itemId, var rule) in tally.Failed)
            {
                logger.ItemNotUpdated(itemId, executionId, rule);
            }
        }
    }
}
