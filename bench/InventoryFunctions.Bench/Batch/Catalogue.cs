using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Bench.Batch;

/// <summary>Fills an empty inventory.</summary>
internal static class Catalogue
{
    public static InventoryStore Store(TableServiceClient tables) => new(tables, Options.Create(new InventoryOptions()));

    public static async Task LoadAsync(TableServiceClient tables, int items)
    {
        await tables.CreateTableIfNotExistsAsync(InventoryStore.TableName);
        var store = Store(tables);
        var now = TimeProvider.System.GetUtcNow();
        var chunks = Enumerable.Range(0, items).Select(Item).GroupBy(item => store.ShardOf(item.ItemId))
            .SelectMany(shard => shard.Chunk(InventoryStore.MaxItemsPerCommit).Select(chunk => (Shard: shard.Key, Items: chunk)));
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, cancellation) =>
            await store.CommitAsync(
                chunk.Shard,
                [.. chunk.Items.Select(item => new PlannedChange(null, item with { Version = 1, LastUpdated = now }))],
                new ChangeCause(ChangeCauseKind.Request, "bench"),
                now,
                cancellation));
    }

    private static InventoryItem Item(int number) => new()
    {
        ItemId = $"SKU-{number:D7}",
        Name = $"Assorted gift number {number}",
        Category = $"Category {number % 40}",
        Price = 0.95m + (number % 100),
        Stock = number % 500,
        Threshold = 20,
        MinPurchaseQuantity = 50,
    };
}
