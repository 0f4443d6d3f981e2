using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Importing;

/// <summary>Applies the staged rows of one shard, chunk by chunk, from wherever an earlier attempt got to.</summary>
public sealed class ShardImport(
    InventoryStore store, ImportStaging staging, ImportCursors cursors, ImportErrorList errorList, TimeProvider clock)
{
    /// <summary>How often one item's change may come too late before its rows are refused, so that the others go on.</summary>
    internal const int MaxConflictsPerItem = 10;

    /// <summary>
    /// Applies what is not applied yet; with <see cref="ImportShard.DryRun"/> it decides everything and stores nothing but the errors.
    /// May be interrupted, repeated and run twice at once: each row is applied once. A dry run holds in memory every item of the shard that it
    /// would change, as later rows may depend on it: about 1 KB each, and 8 shards at a time.
    /// </summary>
    /// <returns>What became of the shard's rows, in all attempts together.</returns>
    public async Task<ImportCounts> ApplyAsync(ImportShard import, CancellationToken cancellation)
    {
        ImportCursor cursor = import.DryRun ? ImportCursor.Start : await cursors.OpenAsync(import.ExecutionId, import.Shard, cancellation);
        await errorList.AddAsync(import.ExecutionId, cursor.Errors, cancellation);
        Dictionary<string, ItemLookup> planned = new(StringComparer.Ordinal);
        await foreach (IReadOnlyList<StagedChunk> window in staging.ReadAsync(import.ExecutionId, import.Shard, cursor.NextChunk, cancellation))
        {
            Dictionary<string, ItemLookup> items = await new ItemLookups(store).FindAsync(
                import.Shard, window.SelectMany(chunk => chunk.Rows).Select(row => row.ItemId), cancellation);
            foreach ((string id, ItemLookup lookup) in planned.Where(item => items.ContainsKey(item.Key)))
            {
                items[id] = lookup;
            }

            foreach (StagedChunk chunk in window.Where(chunk => chunk.Number >= cursor.NextChunk))
            {
                cursor = await ApplyAsync(import, chunk, cursor, items, planned, cancellation);
            }
        }

        return cursor.Counts;
    }

    private async Task<ImportCursor> ApplyAsync(
        ImportShard import,
        StagedChunk chunk,
        ImportCursor cursor,
        Dictionary<string, ItemLookup> items,
        Dictionary<string, ItemLookup> planned,
        CancellationToken cancellation)
    {
        Dictionary<string, int> conflicts = new(StringComparer.Ordinal);
        while (cursor.NextChunk <= chunk.Number)
        {
            DateTimeOffset now = clock.GetUtcNow();
            ImportPlan plan = ImportPlan.Make(chunk.Rows, import.Mode, id => Target(items[id], conflicts.GetValueOrDefault(id)), now);
            ImportCursor next = cursor.After(chunk, plan);
            if (import.DryRun)
            {
                await errorList.AddAsync(import.ExecutionId, plan.Errors, cancellation);
                foreach (ItemChange change in plan.Changes)
                {
                    items[change.ItemId] = planned[change.ItemId] = new ItemLookup(new StoredItem(change.After!, default), null);
                }

                return next;
            }

            if (plan.Changes.Count == 0 && plan.Errors.Count == 0)
            {
                // Nothing to store: should this attempt end here, the next one decides the chunk again.
                return next;
            }

            CommitResult result = await CommitAsync(import, plan, next, items, now, cancellation);
            switch (result)
            {
                case CommitResult.Committed committed:
                    foreach (StoredItem item in committed.Items)
                    {
                        items[item.Item.ItemId] = new ItemLookup(item, null);
                    }

                    await errorList.AddAsync(import.ExecutionId, plan.Errors, cancellation);
                    if (committed.Alongside is { } moved)
                    {
                        return next with { ETag = moved };
                    }

                    // The answer was lost, and by now another attempt of this step may have gone on from here.
                    cursor = await FollowAsync(import, chunk, items, cancellation);
                    break;
                case CommitResult.Conflict { ItemId: { } itemId }:
                    conflicts[itemId] = conflicts.GetValueOrDefault(itemId) + 1;
                    items[itemId] = await store.LookUpAsync(itemId, cancellation);
                    break;
                default:
                    // The cursor moved: another attempt of this step is at work, and may have applied the chunk.
                    cursor = await FollowAsync(import, chunk, items, cancellation);
                    break;
            }
        }

        return cursor;
    }

    /// <summary>The cursor as another attempt left it, and the items of the window as they are by now.</summary>
    private async Task<ImportCursor> FollowAsync(
        ImportShard import, StagedChunk chunk, Dictionary<string, ItemLookup> items, CancellationToken cancellation)
    {
        ImportCursor stored = await cursors.ReadAsync(import.ExecutionId, import.Shard, cancellation);
        if (stored.NextChunk < chunk.Number || stored.NextChunk == 0)
        {
            // It is behind what this attempt holds, or was made anew: the next attempt reads the rows from there, if there still are any.
            throw new InvalidOperationException(
                $"Another attempt works on shard {import.Shard} of import {import.ExecutionId} and is at chunk {stored.NextChunk}, not {chunk.Number}.");
        }

        await errorList.AddAsync(import.ExecutionId, stored.Errors, cancellation);
        foreach ((string id, ItemLookup lookup) in await new ItemLookups(store).FindAsync(import.Shard, items.Keys, cancellation))
        {
            items[id] = lookup;
        }

        return stored;
    }

    private async Task<CommitResult> CommitAsync(
        ImportShard import,
        ImportPlan plan,
        ImportCursor next,
        Dictionary<string, ItemLookup> items,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        if (plan.Changes.Count == 0)
        {
            return await cursors.MoveAsync(import.ExecutionId, import.Shard, next, cancellation) is { } moved
                ? new CommitResult.Committed([]) { Alongside = moved }
                : new CommitResult.Conflict(null, 0);
        }

        PlannedChange[] changes = [.. plan.Changes.Select(change => new PlannedChange(items[change.ItemId].Stored, change.After))];
        return await store.CommitAsync(
            import.Shard,
            changes,
            new ChangeCause(ChangeCauseKind.Import, import.ExecutionId),
            now,
            cancellation,
            ImportCursors.Move(import.ExecutionId, import.Shard, next));
    }

    private static ImportTarget Target(ItemLookup lookup, int conflicts)
    {
        if (lookup.Unreadable is { } row)
        {
            return new ImportTarget(null, new BrokenRule("itemId", $"is there, but unreadable ({row.Rule}); PUT or DELETE it first"));
        }

        return conflicts < MaxConflictsPerItem
            ? new ImportTarget(lookup.Stored?.Item)
            : new ImportTarget(null, new BrokenRule("itemId", "was changed by others all the time while the import ran; send the row again"));
    }
}
