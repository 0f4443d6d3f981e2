using System.Collections.Concurrent;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Importing;

/// <summary>Finds many items of one shard with few calls.</summary>
internal sealed class ItemLookups(InventoryStore store)
{
    private const int ParallelReads = 8;

    // A query costs as much as some point reads do.
    private const int FewItems = 8;

    // A page of a query that holds less than this share of wanted items costs more than reading those one by one.
    private const double WorthwhileShare = 0.02;

    /// <summary>What stands under each of <paramref name="itemIds"/>.</summary>
    public async Task<Dictionary<string, ItemLookup>> FindAsync(int shard, IEnumerable<string> itemIds, CancellationToken cancellation)
    {
        string[] wanted = [.. itemIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, ItemLookup> found = wanted.ToDictionary(id => id, _ => ItemLookup.Missing, StringComparer.Ordinal);
        int next = 0;
        while (wanted.Length - next > FewItems)
        {
            ItemPage page = await store.ReadRangeAsync(shard, wanted[next], wanted[^1], null, InventoryStore.MaxPageSize, cancellation);
            int hits = page.Items.Count(stored => Note(stored.Item.ItemId, new ItemLookup(stored, null)))
                + page.Unreadable.Count(row => Note(row.ItemId, new ItemLookup(null, row)));
            if (page.Next is not { } last)
            {
                return found;
            }

            // On with the first wanted id after the page; the rows between need not be read.
            while (next < wanted.Length && string.CompareOrdinal(wanted[next], last) <= 0)
            {
                next++;
            }

            if (hits < WorthwhileShare * InventoryStore.MaxPageSize)
            {
                break;
            }
        }

        await FindEachAsync(wanted.AsMemory(next..), found, cancellation);
        return found;

        bool Note(string id, ItemLookup lookup)
        {
            bool isWanted = found.ContainsKey(id);
            if (isWanted)
            {
                found[id] = lookup;
            }

            return isWanted;
        }
    }

    private async Task FindEachAsync(ReadOnlyMemory<string> itemIds, Dictionary<string, ItemLookup> found, CancellationToken cancellation)
    {
        ConcurrentDictionary<string, ItemLookup> read = [];
        await Parallel.ForEachAsync(
            itemIds.ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellation },
            async (id, token) => read[id] = await store.LookUpAsync(id, token));
        foreach ((string id, ItemLookup lookup) in read)
        {
            found[id] = lookup;
        }
    }
}
