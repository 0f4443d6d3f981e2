using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Recovery;
using InventoryFunctions.Storage;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

/// <summary>The steps of a restore one by one, without an orchestration.</summary>
internal sealed class RestoreRun(ImportApp app, DateTimeOffset asOf, bool dryRun = false)
{
    public static readonly ChangeCause Cause = new(ChangeCauseKind.Request, "test");

    public string ExecutionId { get; } = Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString();

    private RestoreInput Input => new(ExecutionId, asOf, dryRun, app.Store.ShardCount);

    /// <summary>The whole restore.</summary>
    public static async Task<RestoreCounts> ToAsync(ImportApp app, DateTimeOffset asOf, bool dryRun = false)
    {
        RestoreRun run = new(app, asOf, dryRun);
        await run.BeginAsync();
        RestoreCounts counts = await run.ApplyAsync();
        await run.EndAsync(counts);
        return counts;
    }

    public async Task BeginAsync()
    {
        Assert.True(dryRun || await app.Get<RestoreClaims>().TryClaimAsync(ExecutionId, app.Clock.GetUtcNow(), CancellationToken.None));
        await app.Get<JobStore>().InsertAsync(
            JobRecord.Begin(ExecutionId, dryRun ? JobKind.RestoreDryRun : JobKind.Restore, app.Clock.GetUtcNow()), CancellationToken.None);
        Assert.True(await Activities().BeginRestore(Input, CancellationToken.None));
    }

    /// <summary>Every shard until it is done, one after the other, so that a test knows which call comes when.</summary>
    public async Task<RestoreCounts> ApplyAsync()
    {
        RestoreCounts counts = RestoreCounts.None;
        for (int shard = 0; shard < app.Store.ShardCount; shard++)
        {
            counts = counts.Plus(await ApplyAllAsync(shard));
        }

        return counts;
    }

    /// <summary>As <see cref="ApplyAsync()"/>, all shards at once, as the orchestration does.</summary>
    public async Task<RestoreCounts> ApplyAtOnceAsync()
    {
        RestoreCounts[] shards = await Task.WhenAll(Enumerable.Range(0, app.Store.ShardCount).Select(ApplyAllAsync));
        return shards.Aggregate(RestoreCounts.None, (counts, shard) => counts.Plus(shard));
    }

    private async Task<RestoreCounts> ApplyAllAsync(int shard)
    {
        RestoredShard restored;
        do
        {
            restored = await ApplyAsync(shard);
        }
        while (!restored.IsDone);

        return restored.Counts;
    }

    public Task<RestoredShard> ApplyAsync(int shard) =>
        Activities().RestoreShard(new ShardToRestore(ExecutionId, asOf, dryRun, shard), CancellationToken.None);

    public Task EndAsync(RestoreCounts counts) => Activities().EndRestore(new RestoreEnd(ExecutionId, counts, null), CancellationToken.None);

    public async Task<IReadOnlyDictionary<string, ItemRestoration>> ReportAsync() =>
        (await app.Get<RestoreReport>().ListAsync(ExecutionId, null, 1000, null, CancellationToken.None)).Items.ToDictionary(item => item.ItemId);

    /// <summary>What a restore brings back: an item without the marks of its last change.</summary>
    public static InventoryItem Content(InventoryItem item) => item with { Version = 0, LastUpdated = default, LastExecutionId = null };

    public static async Task<Dictionary<string, InventoryItem>> StateAsync(ImportApp app) =>
        (await app.ItemsAsync()).ToDictionary(item => item.ItemId, Content);

    /// <summary>Puts an item there as a request does, a moment after whatever was done before; the app's hook does not see it.</summary>
    public static Task PutAsync(ImportApp app, InventoryItem item) => PutAsync(app, item.ItemId, item);

    /// <summary>As <see cref="PutAsync(ImportApp, InventoryItem)"/>; null deletes the item.</summary>
    public static async Task PutAsync(ImportApp app, string itemId, InventoryItem? item)
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        InventoryStore store = new(app.Tables, app.Get<Microsoft.Extensions.Options.IOptions<InventoryOptions>>());
        StoredItem? before = await store.FindAsync(itemId, CancellationToken.None);
        InventoryItem? after = item is null ? null : ItemReplacement.Decide(before?.Item, item, app.Clock.GetUtcNow());
        if (after is not null || (item is null && before is not null))
        {
            CommitResult result = await store.CommitAsync(
                store.ShardOf(itemId), [new PlannedChange(before, after)], Cause, app.Clock.GetUtcNow(), CancellationToken.None);
            Assert.IsType<CommitResult.Committed>(result);
        }
    }

    /// <summary>Adds what an approved purchase order buys.</summary>
    public static async Task BuyAsync(ImportApp app, string itemId, int quantity)
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        DateTimeOffset now = app.Clock.GetUtcNow();
        PurchaseOrder approved = new()
        {
            PurchaseOrderId = Guid.CreateVersion7(now).ToString(),
            ProductId = itemId,
            Quantity = quantity,
            Status = PurchaseOrderStatus.Approved,
            RequestedAt = now,
            ExpiresAt = now,
        };
        Assert.Equal(quantity, (await app.Get<StockPurchases>().AddAsync(approved, CancellationToken.None)).Added);
    }

    /// <summary>Journals every waiting change set, as the feed does; or is killed between its two steps.</summary>
    public static async Task JournalAsync(ImportApp app, bool remove = true)
    {
        TableClient table = app.Tables.GetTableClient(InventoryStore.TableName);
        for (int shard = 0; shard < app.Store.ShardCount; shard++)
        {
            List<TableEntity> rows = [];
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(ItemFilters.Changes(shard, null)))
            {
                rows.Add(row);
            }

            await app.Get<InventoryJournal>().WriteAsync(rows, CancellationToken.None);
            // One by one: what is gone already, as the client sends a request again whose answer was lost, is no failure then.
            foreach (TableEntity row in rows.Where(_ => remove))
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All);
            }
        }
    }

    private RestoreActivities Activities() => new(
        app.Get<JobStore>(), app.Get<RestoreCursors>(), app.Get<RestoreClaims>(), app.Get<ShardRestore>(), app.Store, app.Clock);
}
