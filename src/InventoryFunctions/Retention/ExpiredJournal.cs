using System.Globalization;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Retention;

/// <summary>
/// Days of the journal that no restore can ask for any more (parity A10). A day stays for one more day than that: a restore that has begun reads it to its end.
/// </summary>
internal sealed class ExpiredJournal(InventoryStore store, InventoryJournal journal) : IRetention
{
    private const int ShardsPerPiece = 16;

    // What a restore that was asked for at the last moment may take.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public RetentionKind Kind => RetentionKind.Journal;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        DateOnly firstKept = JournalKeys.DayOf(now - RestoreMoment.Reach - Margin);
        int shard = position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);
        int removed = 0;
        for (int seen = 0; seen < ShardsPerPiece && removed < InventoryStore.MaxPageSize && shard < store.ShardCount; seen++)
        {
            int some = await journal.RemoveBeforeAsync(shard, firstKept, InventoryStore.MaxPageSize, cancellationToken);
            removed += some;
            shard += some < InventoryStore.MaxPageSize ? 1 : 0;
        }

        return new RetentionPiece(removed, shard < store.ShardCount ? shard.ToString(CultureInfo.InvariantCulture) : null);
    }
}
