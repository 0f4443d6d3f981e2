using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>Fills and reads inventories for tests.</summary>
internal static class Inventory
{
    public static InventoryItem Item(string itemId, int stock = 100) => new()
    {
        ItemId = itemId,
        Name = itemId,
        Stock = stock,
        Version = 1,
        LastUpdated = DateTimeOffset.UnixEpoch,
    };

    public static IEnumerable<InventoryItem> Items(int count) => Enumerable.Range(1, count).Select(i => Item($"P{i:D6}"));

    /// <summary>Ids that all live in one shard.</summary>
    public static IReadOnlyList<string> IdsOfShard(int shard, int count, int shardCount = Shards.DefaultCount) =>
        [.. Enumerable.Range(1, int.MaxValue).Select(i => $"P{i:D6}").Where(id => Shards.Of(id, shardCount) == shard).Take(count)];

    public static async Task AddAsync(InventoryStore store, IEnumerable<InventoryItem> items, DateTimeOffset now)
    {
        ChangeCause cause = new(ChangeCauseKind.Request, "test");
        var commits = items
            .GroupBy(item => store.ShardOf(item.ItemId))
            .SelectMany(shard => shard.Chunk(InventoryStore.MaxItemsPerCommit).Select(chunk => (Shard: shard.Key, Items: chunk)));
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (commit, cancellation) =>
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
                commit.Shard, [.. commit.Items.Select(item => new PlannedChange(null, item))], cause, now, cancellation)));
    }

    public static async Task<IReadOnlyList<InventoryItem>> AllAsync(InventoryStore store)
    {
        List<InventoryItem> items = [];
        for (int shard = 0; shard < store.ShardCount; shard++)
        {
            string? after = null;
            do
            {
                ItemPage page = await store.ReadShardAsync(shard, after, InventoryStore.MaxPageSize, CancellationToken.None);
                items.AddRange(page.Items.Select(stored => stored.Item));
                after = page.Next;
            }
            while (after is not null);
        }

        return items;
    }

    public static Task AddBrokenRowAsync(TableServiceClient tables, InventoryStore store, string itemId) =>
        tables.GetTableClient(InventoryStore.TableName).UpsertEntityAsync(
            new TableEntity(InventoryKeys.Partition(store.ShardOf(itemId)), InventoryKeys.ItemRow(itemId)) { ["Price"] = "1", ["Stock"] = "many" }, TableUpdateMode.Replace);
}
