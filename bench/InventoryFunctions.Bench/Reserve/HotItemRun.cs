using System.Diagnostics;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>One way to reserve one piece of a hot item. Each run has an item of its own.</summary>
internal abstract class HotItemRun(TableServiceClient tables)
{
    private static int _items;

    protected string ItemId { get; } = $"HOT-{Interlocked.Increment(ref _items)}";

    public async Task<HotItemResult> MeasureAsync(int stock, int orders, int callers)
    {
        await AddItemAsync(stock);
        int reserved = 0;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, orders, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (order, cancellation) =>
        {
            if (await TryReserveAsync($"order-{order}", cancellation))
            {
                Interlocked.Increment(ref reserved);
            }
        });
        double seconds = watch.Elapsed.TotalSeconds;
        return reserved >= Math.Min(stock, orders)
            ? new HotItemResult(orders / seconds, Math.Max(0, reserved - stock), (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / orders)
            : throw new InvalidOperationException($"{reserved} of {orders} orders were reserved, although there were {stock} pieces.");
    }

    protected abstract Task<bool> TryReserveAsync(string orderId, CancellationToken cancellationToken);

    private async Task AddItemAsync(int stock)
    {
        InventoryStore store = Batch.Catalogue.Store(tables);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        InventoryItem item = new()
        {
            ItemId = ItemId, Name = "The one that everybody wants", Category = "Gifts", Price = 19.99m, Stock = stock, Threshold = 20, MinPurchaseQuantity = 50,
            Version = 1, LastUpdated = now,
        };
        await store.CommitAsync(
            store.ShardOf(ItemId), [new PlannedChange(null, item)], new ChangeCause(ChangeCauseKind.Request, "bench"), now, CancellationToken.None);
    }
}
