using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Inventory;

/// <summary>Creates sample items where they are missing. Items that are there stay as they are, whatever became of them.</summary>
public sealed class SampleLoader(InventoryStore store, TimeProvider time)
{
    /// <summary>Creates those of <paramref name="samples"/> that are missing, and answers them.</summary>
    public async Task<IReadOnlyList<InventoryItem>> LoadAsync(
        IReadOnlyList<InventoryItem> samples, ChangeCause cause, CancellationToken cancellationToken)
    {
        List<InventoryItem> created = [];
        foreach (IGrouping<int, InventoryItem> shard in samples.GroupBy(item => store.ShardOf(item.ItemId)))
        {
            foreach (InventoryItem[] some in shard.Chunk(InventoryStore.MaxItemsPerCommit))
            {
                created.AddRange(await LoadAsync(shard.Key, some, cause, cancellationToken));
            }
        }

        return created;
    }

    // Somebody else can create one of them in between; then the others are tried again. It ends, because that happens once an item.
    private async Task<IReadOnlyList<InventoryItem>> LoadAsync(
        int shard, InventoryItem[] samples, ChangeCause cause, CancellationToken cancellationToken)
    {
        while (true)
        {
            ItemLookup[] present = await Task.WhenAll(samples.Select(item => store.LookUpAsync(item.ItemId, cancellationToken)));
            InventoryItem[] missing = [.. samples.Where((_, i) => present[i].ETag is null)];
            if (missing.Length == 0
                || await store.CommitAsync(
                    shard, [.. missing.Select(item => new PlannedChange(null, item))], cause, time.GetUtcNow(), cancellationToken) is CommitResult.Committed)
            {
                return missing;
            }
        }
    }
}
