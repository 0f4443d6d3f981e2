using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>
/// Lists items: shard after shard, in each by key, filtered by Table Storage itself. Where a range of last updates is asked for, the items
/// of a page are in the order of their last update; the pages together are not.
/// </summary>
/// <remarks>
/// Why no index by last update: it would cost a second row to write, and one to delete, with every change of an item, in another partition and
/// so outside the item's transaction. Writes are what this system does most, range queries what it does least. The price is paid here: a query
/// that few items match reads, on the storage side, each shard once (64 queries, 8 at a time, for a catalogue of any size); one that many items match
/// reads only as far as the page goes. No item is met twice and none is missed, because a change never moves an item's key.
/// </remarks>
internal sealed class ItemListing(InventoryStore store)
{
    private const int MaxShardsAtOnce = 8;

    public async Task<ItemListPage> ReadAsync(ItemQuery query, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        ListPosition position = ListPosition.Parse(continuation, store.ShardCount);
        List<InventoryItem> items = [];
        List<UnreadableItem> unreadable = [];

        // One shard first: it fills the page of a query that most items match. Then more and more at once, for one that few match.
        for (int atOnce = 1; items.Count < pageSize && position.Shard < store.ShardCount; atOnce = Math.Min(2 * atOnce, MaxShardsAtOnce))
        {
            ListPosition start = position;
            int room = pageSize - items.Count;
            ItemPage[] pages = await Task.WhenAll(Enumerable
                .Range(start.Shard, Math.Min(atOnce, store.ShardCount - start.Shard))
                .Select(shard => store.ReadShardAsync(
                    shard, shard == start.Shard ? start.AfterItemId : null, query, room, cancellationToken)));
            foreach (ItemPage page in pages)
            {
                position = Take(page, position.Shard);
                if (position.AfterItemId is not null || items.Count == pageSize)
                {
                    break;
                }
            }
        }

        if (query.ByLastUpdate)
        {
            items.Sort(static (a, b) => a.LastUpdated.CompareTo(b.LastUpdated) is not 0 and var byTime ? byTime : string.CompareOrdinal(a.ItemId, b.ItemId));
        }

        return new ItemListPage(items, unreadable, position.Shard < store.ShardCount ? position.ToContinuation() : null);

        // Takes what the answer still has room for, and says where to go on: in the same shard, or at the beginning of the next.
        ListPosition Take(ItemPage page, int shard)
        {
            int room = pageSize - items.Count;
            items.AddRange(page.Items.Take(room).Select(stored => stored.Item));
            string? stop = page.Items.Count > room ? items[^1].ItemId : page.Next;
            unreadable.AddRange(page.Unreadable.Where(row => stop is null || string.CompareOrdinal(row.ItemId, stop) <= 0));
            return stop is null ? new ListPosition(shard + 1, null) : new ListPosition(shard, stop);
        }
    }
}
