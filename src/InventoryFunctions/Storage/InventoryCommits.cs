using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>Commits changes of one shard.</summary>
internal sealed class InventoryCommits(
    TableClient table, RecordedChangeSets recorded, int shardCount, TableLimits limits, IChangeNudge nudge)
{
    public async Task<CommitResult> CommitAsync(
        int shard,
        IReadOnlyList<PlannedChange> changes,
        ChangeCause cause,
        DateTimeOffset now,
        TableTransactionAction? alongside,
        CancellationToken cancellationToken)
    {
        string partition = InventoryKeys.Partition(shard);
        PlannedChanges.Check(changes, shard, shardCount, limits, alongside);
        (changes, DateTimeOffset time) = ChangeTiming.Align(changes, now);
        List<StoredItem> committed = new(changes.Count);
        ETag? moved = null;
        int done = 0;
        foreach (InventoryTransaction transaction in Cut(partition, changes, cause, time, alongside))
        {
            switch (await SubmitAsync(partition, transaction, cancellationToken))
            {
                case CommitResult.Committed part:
                    nudge.Committed(shard);
                    committed.AddRange(part.Items);
                    moved = part.Alongside;
                    done += transaction.Changes.Count;
                    break;
                case CommitResult.Conflict conflict:
                    return conflict with { CommittedItems = done };
            }
        }

        return new CommitResult.Committed(committed) { Alongside = moved };
    }

    /// <summary>One transaction as a rule; halves, and halves of halves, where that is too large. The row that rides along comes last.</summary>
    private IEnumerable<InventoryTransaction> Cut(
        string partition, IReadOnlyList<PlannedChange> changes, ChangeCause cause, DateTimeOffset time, TableTransactionAction? alongside)
    {
        if (changes.Count == 0 && alongside is null)
        {
            return [];
        }

        ChangeSet set = new(
            Guid.CreateVersion7(time), time.ToUniversalTime(), cause, [.. changes.Select(change => new ItemChange(change.Before?.Item, change.After))]);
        if (InventoryTransaction.Build(partition, changes, set, alongside is null ? [] : [alongside], limits) is { } transaction)
        {
            return [transaction];
        }

        if (changes.Count < 2)
        {
            throw new ArgumentException("A single change is larger than what Table Storage takes in one transaction.", nameof(changes));
        }

        int half = changes.Count / 2;
        return Cut(partition, [.. changes.Take(half)], cause, time, null)
            .Concat(Cut(partition, [.. changes.Skip(half)], cause, time, alongside));
    }

    private async Task<CommitResult> SubmitAsync(string partition, InventoryTransaction transaction, CancellationToken cancellationToken)
    {
        return await TransactionSubmission.SubmitAsync(table, transaction, cancellationToken) switch
        {
            TransactionResult.Stored stored => new CommitResult.Committed(
                [.. transaction.Changes.Zip(stored.Answers).Where(pair => pair.First.After is not null).Select(Stored)])
            {
                Alongside = transaction.HasAlongside ? stored.Answers[^1].Headers.ETag : null,
            },

            // Our own change row tells a lost answer apart from somebody else's change.
            TransactionResult.Conflict
                when transaction.ChangeSetId is { } set && await recorded.ContainAsync(partition, set, cancellationToken) =>
                new CommitResult.Committed(await ReadBackAsync(partition, transaction, cancellationToken)),
            TransactionResult.Conflict conflict => new CommitResult.Conflict(transaction.ItemIdAt(conflict.Operation), 0),
            _ => throw new UnreachableException(),
        };

        static StoredItem Stored((PlannedChange Change, Response Answer) pair) =>
            new(pair.Change.After ?? throw new UnreachableException(), pair.Answer.Headers.ETag ?? default);
    }

    private async Task<IReadOnlyList<StoredItem>> ReadBackAsync(string partition, InventoryTransaction transaction, CancellationToken cancellationToken)
    {
        List<StoredItem> items = [];
        foreach (InventoryItem after in transaction.Changes.Select(change => change.After).OfType<InventoryItem>())
        {
            NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
                partition, InventoryKeys.ItemRow(after.ItemId), cancellationToken: cancellationToken);
            if (row.HasValue && ItemRow.Read(row.Value!).Stored is { } stored)
            {
                items.Add(stored);
            }
        }

        return items;
    }
}
