using System.Runtime.CompilerServices;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>Every change set of a shard that is recorded: those journaled, those that still wait for the change feed, and those it set aside.</summary>
public sealed class RecordedChanges(InventoryStore store, InventoryJournal journal, TimeProvider clock)
{
    // Times of changes run ahead of this host's clock where another host's does.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromDays(1);

    /// <summary>The change sets of a shard from the millisecond of <paramref name="from"/> on, oldest first, each once.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(int shard, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string first = JournalKeys.FirstRow(from);

        // The waiting ones before the journal: the feed journals a set before it removes the row, so that one of the two reads meets it.
        List<JournalEntry> found = [];
        await foreach (JournalEntry entry in store.ReadWaitingAsync(shard, cancellationToken))
        {
            if (string.CompareOrdinal(JournalKeys.Row(entry.Id), first) >= 0)
            {
                found.Add(entry);
            }
        }

        Queue<JournalEntry> waiting = new(found.OrderBy(entry => JournalKeys.Row(entry.Id), StringComparer.Ordinal));

        DateOnly lastDay = JournalKeys.DayOf(clock.GetUtcNow() + ClocksApart);
        await foreach (JournalEntry entry in journal.ReadAsync(shard, from, lastDay, cancellationToken))
        {
            while (waiting.TryPeek(out JournalEntry? next) && JournalKeys.Compare(next.Id, entry.Id) <= 0)
            {
                waiting.Dequeue();
                if (next.Id != entry.Id)
                {
                    yield return next;
                }
            }

            yield return entry;
        }

        while (waiting.TryDequeue(out JournalEntry? next))
        {
            yield return next;
        }
    }
}
