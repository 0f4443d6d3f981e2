using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Bench.Batch;

/// <summary>
/// How the original updates (parity A3): a page of items, then one update per item, one after the other. It reads pages as ours does, as large as
/// storage gives them, and writes only what the original writes, so that the comparison is about the writes alone.
/// </summary>
internal static class OriginalWay
{
    public static async Task RunAsync(TableServiceClient tables)
    {
        var store = Catalogue.Store(tables);
        var table = tables.GetTableClient(InventoryStore.TableName);
        var executionId = Guid.NewGuid().ToString();
        for (var shard = 0; shard < store.ShardCount; shard++)
        {
            string? after = null;
            do
            {
                var page = await store.ReadShardAsync(shard, after, InventoryStore.MaxPageSize, CancellationToken.None);
                foreach (var stored in page.Items)
                {
                    var update = new TableEntity(InventoryKeys.Partition(shard), InventoryKeys.ItemRow(stored.Item.ItemId))
                    {
                        ["Stock"] = stored.Item.Stock + 10,
                        ["LastUpdated"] = TimeProvider.System.GetUtcNow(),
                        ["LastExecutionId"] = executionId,
                    };
                    await table.UpdateEntityAsync(update, stored.ETag);
                }

                after = page.Next;
            }
            while (after is not null);
        }
    }
}
