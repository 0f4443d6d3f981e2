using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Jobs;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>Restores the items of one shard, transaction by transaction, from wherever an earlier attempt got to.</summary>
public sealed class ShardRestore(
    InventoryStore store,
    RecordedChanges changes,
    RestoreCursors cursors,
    RestoreReport report,
    JobErrorStore errors,
    ReservationStore reservations,
    TimeProvider clock)
{
    /// <summary>The most items of one transaction: the cursor and the change set take a place each.</summary>
    internal const int ItemsAtOnce = InventoryStore.MaxItemsPerCommit - 1;

    // One step stays well below the five minutes that Azure gives a function on the consumption plan.
    private const int TransactionsPerStep = 20;

    /// <summary>
    /// Restores up to 1,960 items that are not restored yet. May be interrupted, repeated and run twice at once: each item is restored, and counted, once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The restore has ended.</exception>
    public async Task<RestoredShard> ApplyAsync(ShardToRestore step, CancellationToken cancellationToken)
    {
        RestoreCursor cursor = await cursors.ReadAsync(step.ExecutionId, step.Shard, cancellationToken);
        if (cursor.IsDone)
        {
            return new RestoredShard(cursor.Counts, true);
        }

        ShardTrails trails = new(changes, step.Shard, step.AsOf, clock);
        await trails.ReadAsync(cancellationToken);
        for (int i = 0; i < TransactionsPerStep && !cursor.IsDone; i++)
        {
            string[] items = trails.ItemsAfter(cursor.LastItemId, ItemsAtOnce);
            cursor = items.Length == 0
                ? await EndAsync(step, cursor, trails, cancellationToken)
                : await new RestoreTransaction(store, cursors, reservations, clock, step, trails, ReportAsync).RunAsync(items, cursor, cancellationToken);
        }

        return new RestoredShard(cursor.Counts, cursor.IsDone);

        // Before the items: should this attempt end between the two, the next one decides them, and says what it decided, again.
        async Task ReportAsync(IReadOnlyList<ItemRestoration> decided)
        {
            await report.WriteAsync(step.ExecutionId, decided, cancellationToken);
            JobError[] failed = [.. decided
                .Where(item => item.Action == RestoreAction.Failed)
                .Select(item => new JobError(item.ItemId, new BrokenRule("item", item.Reason ?? "")))];
            if (failed.Length > 0)
            {
                await errors.AddErrorsAsync(step.ExecutionId, failed, cancellationToken);
            }
        }
    }

    private async Task<RestoreCursor> EndAsync(ShardToRestore step, RestoreCursor cursor, ShardTrails trails, CancellationToken cancellationToken)
    {
        if (trails.Unreadable.Count > 0)
        {
            JobError[] unknown = [.. trails.Unreadable.Select(id => new JobError(
                $"change set {id:N}", new BrokenRule("changeSet", "can't be read: what it did, and to which items, is not undone")))];
            await errors.AddErrorsAsync(step.ExecutionId, unknown, cancellationToken);
        }

        RestoreCursor end = cursor with { IsDone = true, Counts = cursor.Counts with { Failed = cursor.Counts.Failed + trails.Unreadable.Count } };
        return await cursors.MoveAsync(step.ExecutionId, step.Shard, end, cancellationToken)
            ?? await cursors.ReadAsync(step.ExecutionId, step.Shard, cancellationToken);
    }
}
