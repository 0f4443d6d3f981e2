using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>What is recorded of the items of one shard since a moment: one trail for each item that changed.</summary>
/// <param name="changes">What is recorded.</param>
/// <param name="shard">Which shard.</param>
/// <param name="asOf">Since when.</param>
/// <param name="clock">Tells how far back another reading must look.</param>
internal sealed class ShardTrails(RecordedChanges changes, int shard, DateTimeOffset asOf, TimeProvider clock)
{
    // A set is recorded under the time of the host that decided it, a little after that time.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ItemTrail> _trails = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _known = [];
    private readonly SortedSet<Guid> _unreadable = [];
    private DateTimeOffset? _readAt;

    /// <summary>Change sets that can't be read: what they did to which items is not known.</summary>
    public IReadOnlyCollection<Guid> Unreadable => _unreadable;

    /// <summary>The trail of an item that changed.</summary>
    public ItemTrail this[string itemId] => _trails[itemId];

    /// <summary>Up to <paramref name="most"/> items that changed, in key order, those after <paramref name="lastItemId"/>.</summary>
    public string[] ItemsAfter(string? lastItemId, int most) => [.. _trails.Keys
        .Where(id => lastItemId is null || string.CompareOrdinal(id, lastItemId) > 0)
        .Order(StringComparer.Ordinal)
        .Take(most)];

    /// <summary>Reads what is recorded: everything the first time, what is new later.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset from = _readAt is { } before && before - Overlap > asOf ? before - Overlap : asOf;
        _readAt = clock.GetUtcNow();
        await foreach (JournalEntry entry in changes.ReadAsync(shard, from, cancellationToken))
        {
            if (_known.Add(entry.Id))
            {
                Add(entry);
            }
        }
    }

    /// <summary>Forgets everything and reads it again: a set was met out of its order.</summary>
    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _trails.Clear();
        _known.Clear();
        _unreadable.Clear();
        _readAt = null;
        return ReadAsync(cancellationToken);
    }

    private void Add(JournalEntry entry)
    {
        if (entry.Set is not { } set)
        {
            _unreadable.Add(entry.Id);
            return;
        }

        if (set.Time <= asOf)
        {
            return;
        }

        foreach (ItemChange change in set.Items)
        {
            _trails[change.ItemId] = ItemTrail.Follow(_trails.GetValueOrDefault(change.ItemId), asOf, set, change);
        }

        // A step that moves stock stands beside the change of its item.
        foreach (ReservationChange step in set.Reservations)
        {
            if (_trails.TryGetValue(step.ItemId, out ItemTrail? trail))
            {
                _trails[step.ItemId] = trail.With(step);
            }
        }
    }
}
