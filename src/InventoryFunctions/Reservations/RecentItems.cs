using InventoryFunctions.Storage;

namespace InventoryFunctions.Reservations;

/// <summary>
/// The items of a shard as they were last written or read here. Only a guess at what is stored: what is decided on it is committed on condition of
/// its ETag, or read again. Used by one group at a time.
/// </summary>
internal sealed class RecentItems
{
    // Some 64 shards of these are a few megabytes, and a catalogue of 10,000 items fits.
    private const int MaxItems = 256;

    private readonly Dictionary<string, StoredItem> _items = new(StringComparer.Ordinal);

    public StoredItem? Find(string itemId) => _items.GetValueOrDefault(itemId);

    public void Keep(StoredItem stored)
    {
        if (_items.Count >= MaxItems && !_items.ContainsKey(stored.Item.ItemId))
        {
            _items.Clear();
        }

        _items[stored.Item.ItemId] = stored;
    }

    public void Forget(string itemId) => _items.Remove(itemId);
}
