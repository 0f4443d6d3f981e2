using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>What is recorded of some items of a shard since a moment.</summary>
internal sealed class ShardRecords
{
    private readonly Dictionary<string, ItemRecord> _records = new(StringComparer.Ordinal);
    private readonly SortedSet<Guid> _unreadable = [];

    /// <summary>The items of which something is recorded.</summary>
    public IEnumerable<string> ItemIds => _records.Keys;

    /// <summary>Change sets that can't be read.</summary>
    public IReadOnlyCollection<Guid> Unreadable => _unreadable;

    /// <summary>Reads the record of the items that are wanted.</summary>
    /// <param name="changes">What is recorded.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="since">Since when.</param>
    /// <param name="isWanted">Which items.</param>
    /// <param name="earlier">An earlier reading, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ShardRecords> ReadAsync(
        RecordedChanges changes, int shard, DateTimeOffset since, Func<string, bool> isWanted, ShardRecords? earlier, CancellationToken cancellationToken)
    {
        ShardRecords records = new();
        await foreach (JournalEntry entry in changes.ReadAsync(shard, since, cancellationToken))
        {
            if (entry.Set is not { } set)
            {
                records._unreadable.Add(entry.Id);
            }
            else if (set.Time > since)
            {
                foreach (string itemId in ItemsOf(set).Where(isWanted))
                {
                    records.Of(itemId, since, earlier).Add(set);
                }
            }
        }

        return records;
    }

    /// <summary>The record of an item, or null where nothing is recorded.</summary>
    public ItemRecord? Find(string itemId) => _records.GetValueOrDefault(itemId);

    private static IEnumerable<string> ItemsOf(ChangeSet set) =>
        set.Items.Select(item => item.ItemId).Union(set.Reservations.Select(step => step.ItemId), StringComparer.Ordinal);

    private ItemRecord Of(string itemId, DateTimeOffset since, ShardRecords? earlier)
    {
        if (!_records.TryGetValue(itemId, out ItemRecord? record))
        {
            // Where an earlier reading met nothing of the item, every recorded image of it came since.
            record = new ItemRecord(itemId, since, earlier is null ? null : earlier.Find(itemId) ?? new ItemRecord(itemId, since));
            _records.Add(itemId, record);
        }

        return record;
    }
}
