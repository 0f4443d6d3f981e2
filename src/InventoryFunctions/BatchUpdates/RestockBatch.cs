using Azure;
using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Commits batches of one shard: decide, commit in one transaction, and where somebody else came between, read and decide again.</summary>
internal sealed class RestockBatch(InventoryStore store, TimeProvider clock, RunGuard guard, PageToRestock page, int shard, RestockTally tally)
{
    /// <summary>After so many conflicts over one item it is given up: somebody changes it faster than it can be read.</summary>
    internal const int MaxConflictsPerItem = 5;

    private readonly ChangeCause _cause = new(ChangeCauseKind.BatchUpdate, page.ExecutionId);

    /// <summary>Restocks <paramref name="items"/>, at most <see cref="InventoryStore.MaxItemsPerCommit"/>.</summary>
    public async Task CommitAsync(IReadOnlyList<StoredItem> items, CancellationToken cancellationToken)
    {
        Dictionary<string, int> conflicts = new(StringComparer.Ordinal);
        DateTimeOffset now = clock.GetUtcNow();
        List<PlannedChange> changes = Decide(items, now);
        while (changes.Count > 0)
        {
            switch (await SubmitAsync(changes, now, cancellationToken))
            {
                case CommitResult.Conflict conflict:
                    // The somebody else may be a later run: then this attempt is one that everybody has given up.
                    await guard.DemandAsync(cancellationToken);
                    string contended = conflict.ItemId ?? changes[0].ItemId;
                    int times = conflicts[contended] = conflicts.GetValueOrDefault(contended) + 1;
                    HashSet<string> open = [.. changes.Select(change => change.ItemId)];
                    if (times == MaxConflictsPerItem)
                    {
                        tally.Fail(contended, new BrokenRule("item", $"was changed by somebody else {times} times while it was being updated"));
                        open.Remove(contended);
                    }

                    now = clock.GetUtcNow();
                    changes = Decide(await ReadAgainAsync(open, cancellationToken), now);
                    break;

                case CommitResult.Committed:
                    changes.ForEach(change => tally.Process(change.ItemId));
                    return;

                case null when changes.Count > 1:
                    // Storage refuses the transaction as such: find the item it is about, so that the others go on.
                    int half = changes.Count / 2;
                    await CommitAsync([.. changes.Take(half).Select(change => change.Before!)], cancellationToken);
                    await CommitAsync([.. changes.Skip(half).Select(change => change.Before!)], cancellationToken);
                    return;

                default:
                    tally.Fail(changes[0].ItemId, new BrokenRule("item", "was refused by Table Storage"));
                    return;
            }
        }
    }

    private List<PlannedChange> Decide(IEnumerable<StoredItem> items, DateTimeOffset now)
    {
        List<PlannedChange> changes = [];
        foreach (StoredItem stored in items)
        {
            switch (Restock.Decide(stored.Item, page.Amount, page.ExecutionId, now))
            {
                case RestockOutcome.Restocked restocked:
                    changes.Add(new PlannedChange(stored, restocked.Item));
                    break;
                case RestockOutcome.AlreadyRestocked:
                    tally.ProcessedBefore(stored.Item.ItemId);
                    break;
                case RestockOutcome.Refused refused:
                    tally.Fail(stored.Item.ItemId, refused.Rule);
                    break;
            }
        }

        return changes;
    }

    // Null: Table Storage refuses the transaction for what is in it.
    private async Task<CommitResult?> SubmitAsync(List<PlannedChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CommitAsync(shard, changes, _cause, now, cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Status is StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    // Items deleted meanwhile are nobody's to update any more; items created meanwhile are not of this page.
    private async Task<List<StoredItem>> ReadAgainAsync(HashSet<string> itemIds, CancellationToken cancellationToken)
    {
        List<StoredItem> items = [];
        if (itemIds.Count == 0)
        {
            return items;
        }

        string first = itemIds.Min(StringComparer.Ordinal)!;
        string last = itemIds.Max(StringComparer.Ordinal)!;
        string? after = null;
        do
        {
            ItemPage range = await store.ReadRangeAsync(shard, first, last, after, InventoryStore.MaxPageSize, cancellationToken);
            items.AddRange(range.Items.Where(stored => itemIds.Contains(stored.Item.ItemId)));
            foreach (UnreadableItem row in range.Unreadable.Where(row => itemIds.Contains(row.ItemId)))
            {
                tally.Fail(row.ItemId, row.Rule);
            }

            after = range.Next;
        }
        while (after is not null);

        return items;
    }
}
