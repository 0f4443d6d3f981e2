using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Restocks a page of the inventory: one query of up to 1,000 items of one shard or more, then a transaction for each batch of a shard.</summary>
public sealed class RestockPage(
    InventoryStore store, BatchUpdateLedger ledger, JobErrorStore errors, TimeProvider clock, ILogger<RestockPage> logger)
{
    /// <summary>
    /// Restocks the page. An item that can't be updated is counted and named in the job's error list; the rest goes on (parity A3).
    /// However often it runs, each item is updated once (parity D9), and the counts are those of the page, not of the attempt.
    /// </summary>
    /// <exception cref="BatchUpdateEndedException">The run has ended: this is a late attempt, and changes nothing.</exception>
    [Function(nameof(RestockPage))]
    public async Task<RestockedPage> RunAsync([ActivityTrigger] PageToRestock input, CancellationToken cancellationToken)
    {
        RunGuard guard = new(ledger, input.ExecutionId);
        await guard.DemandAsync(cancellationToken);
        ItemPage page = await store.ReadShardsAsync(input.Range, InventoryStore.MaxPageSize, cancellationToken);

        RestockTally tally = new();
        foreach (UnreadableItem row in page.Unreadable)
        {
            tally.Fail(row.ItemId, row.Rule);
        }

        int itemsPerCommit = Math.Min(input.BatchSize, InventoryStore.MaxItemsPerCommit);
        foreach (IGrouping<int, StoredItem> shard in page.Items.GroupBy(stored => store.ShardOf(stored.Item.ItemId)))
        {
            RestockBatch batch = new(store, clock, guard, input, shard.Key, tally);
            foreach (StoredItem[] items in shard.Chunk(itemsPerCommit))
            {
                await batch.CommitAsync(items, cancellationToken);
            }
        }

        await NoteErrorsAsync(input.ExecutionId, tally, cancellationToken);
        ShardRange? rest = page.Next is { } itemId ? input.Range with { FirstShard = store.ShardOf(itemId), AfterItemId = itemId } : null;
        return new RestockedPage(rest, input.Range.ShardCount - (rest?.ShardCount ?? 0), tally.Processed.Count, tally.Failed.Count);
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
