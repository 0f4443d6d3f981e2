using InventoryFunctions.Api;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>The history of an item, newest first.</summary>
/// <remarks>
/// Table Storage reads forwards only, and the journal has no index by item: the days of the item's shard are read from the last one back, one day first,
/// then two, four, and so on until the page is full. Only the entries of the page are held. A call ends after the days in which it has read
/// <see cref="RowsPerCall"/> change sets, whether it found anything or not: a shard has many items, and a page may be short and still have a next.
/// </remarks>
public sealed class ItemHistory(InventoryStore store, InventoryJournal journal, TimeProvider clock)
{
    // As RecordedChanges: the last day that may have changes is tomorrow; the first, the last one that retention leaves.
    private const int DaysAhead = 1;
    private const int DaysBack = 37;

    /// <summary>After so many change sets of the shard a call reads no further days. The default value is 20,000.</summary>
    internal int RowsPerCall { get; init; } = 20_000;

    /// <summary>What happened to an item within the last 35 days.</summary>
    /// <param name="itemId">Which item; it may have been deleted.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">400: the continuation is none of this list.</exception>
    public async Task<ListPage<HistoryEntry>> ReadAsync(string itemId, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        string list = $"history {itemId}";
        Guid? before = Before(list, continuation);
        int shard = store.ShardOf(itemId);
        DateOnly today = JournalKeys.DayOf(clock.GetUtcNow());
        DateOnly first = today.AddDays(-DaysBack);
        DateOnly last = before is { } id ? JournalKeys.DayOf(id) : today.AddDays(DaysAhead);
        List<HistoryEntry> waiting = await WaitingAsync(shard, itemId, before, cancellationToken);
        List<HistoryEntry> found = [];
        int read = 0;
        for (int days = 1; last >= first && found.Count <= pageSize && read < RowsPerCall;)
        {
            int readBefore = read;
            DateOnly from = DateOnly.FromDayNumber(Math.Max(first.DayNumber, last.DayNumber - days + 1));
            bool isLast = from == first;
            HashSet<Guid> seen = [];
            Queue<HistoryEntry> newest = new();
            await foreach (JournalEntry entry in journal.ReadAsync(
                shard, new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero), last, cancellationToken))
            {
                read++;
                if (IsBefore(entry.Id, before) && Of(entry, itemId) is { } step)
                {
                    Keep(newest, step);
                    seen.Add(step.ChangeId);
                }
            }

            // What still waits for the feed is as a rule of today; wherever it is from, it comes in its place.
            IEnumerable<HistoryEntry> due = waiting.Where(step => (isLast || JournalKeys.DayOf(step.ChangeId) >= from) && !seen.Contains(step.ChangeId));
            found.AddRange(newest.Concat(due).OrderByDescending(step => JournalKeys.Row(step.ChangeId), StringComparer.Ordinal));
            waiting.RemoveAll(step => JournalKeys.DayOf(step.ChangeId) >= from);
            last = from.AddDays(-1);

            // Twice as many days are still far from too many.
            days *= (read - readBefore) * 4 < RowsPerCall ? 2 : 1;
        }

        return found.Count <= pageSize
            ? new ListPage<HistoryEntry>(found, last < first ? null : Continuation.Encode(list, JournalKeys.LastOf(last)))
            : new ListPage<HistoryEntry>(found[..pageSize], Continuation.Encode(list, found[pageSize - 1].ChangeId));

        void Keep(Queue<HistoryEntry> newest, HistoryEntry step)
        {
            newest.Enqueue(step);
            if (newest.Count > pageSize + 1)
            {
                newest.Dequeue();
            }
        }
    }

    private async Task<List<HistoryEntry>> WaitingAsync(int shard, string itemId, Guid? before, CancellationToken cancellationToken)
    {
        List<HistoryEntry> waiting = [];
        await foreach (JournalEntry entry in store.ReadWaitingAsync(shard, cancellationToken))
        {
            if (IsBefore(entry.Id, before) && Of(entry, itemId) is { } step)
            {
                waiting.Add(step);
            }
        }

        return waiting;
    }

    private static Guid? Before(string list, string? continuation) =>
        continuation is null ? null
        : Continuation.Decode<Guid>(list, continuation) is { Version: 7 } id ? id
        : throw Continuation.Malformed();

    private static bool IsBefore(Guid id, Guid? before) => before is null || JournalKeys.Compare(id, before.Value) < 0;

    private static HistoryEntry? Of(JournalEntry entry, string itemId) => entry.Set is { } set ? HistoryEntry.Of(set, itemId) : null;
}
