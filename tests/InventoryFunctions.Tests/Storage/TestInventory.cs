using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Storage;

/// <summary>An inventory in a table of its own, and the table itself for what the store would not do.</summary>
internal sealed class TestInventory
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly ChangeCause Cause = new(ChangeCauseKind.Request, "test");

    private readonly string connectionString;

    private TestInventory(string connectionString, int shards, TableLimits limits)
    {
        this.connectionString = connectionString;
        Options = Microsoft.Extensions.Options.Options.Create(new InventoryOptions { Shards = $"{shards}" });
        Table = new TableClient(connectionString, AzuriteFixture.NewTableName());
        Store = new InventoryStore(Table, Options.Value.ShardCount, limits);
    }

    public IOptions<InventoryOptions> Options { get; }

    public TableClient Table { get; }

    public InventoryStore Store { get; }

    public static async Task<TestInventory> CreateAsync(AzuriteFixture azurite, int shards = 4, TableLimits? limits = null)
    {
        TestInventory inventory = new(azurite.ConnectionString, shards, limits ?? TableLimits.Azure);
        await inventory.Table.CreateIfNotExistsAsync();
        return inventory;
    }

    /// <summary>The same inventory over another transport.</summary>
    public InventoryStore StoreOver(HttpMessageHandler handler, TableClient? journal = null)
    {
        TableClientOptions options = new() { Transport = new HttpClientTransport(new HttpClient(handler)) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new InventoryStore(new TableClient(connectionString, Table.Name, options), Store.ShardCount, TableLimits.Azure, journal: journal);
    }

    /// <summary>An empty journal.</summary>
    public async Task<TableClient> NewJournalAsync()
    {
        TableClient journal = new(connectionString, AzuriteFixture.NewTableName());
        await journal.CreateIfNotExistsAsync();
        return journal;
    }

    /// <summary>The table through a client in whose pipeline <paramref name="policy"/> sees each attempt.</summary>
    public TableClient TableThrough(HttpPipelinePolicy policy)
    {
        TableClientOptions options = new();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new TableClient(connectionString, Table.Name, options);
    }

    public static InventoryItem NewItem(string itemId, int stock = 10) => new()
    {
        ItemId = itemId,
        Name = $"Name of {itemId}",
        Category = "Books",
        Price = 19.99m,
        Stock = stock,
        Threshold = 2,
        MinPurchaseQuantity = 5,
        Version = 1,
        LastUpdated = Noon,
    };

    /// <summary>That many ids of one shard.</summary>
    public string[] IdsOf(int shard, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(i => $"I{i:D6}").Where(id => Store.ShardOf(id) == shard).Take(count)];

    public async Task<StoredItem> AddAsync(InventoryItem item)
    {
        CommitResult result = await Store.CommitAsync(
            Store.ShardOf(item.ItemId), [new PlannedChange(null, item)], Cause, Noon, CancellationToken.None);
        return Assert.IsType<CommitResult.Committed>(result).Items.Single();
    }

    public async Task<IReadOnlyList<StoredItem>> AddAsync(int shard, int count)
    {
        List<StoredItem> stored = [];
        foreach (string[] ids in IdsOf(shard, count).Chunk(InventoryStore.MaxItemsPerCommit))
        {
            CommitResult result = await Store.CommitAsync(
                shard, [.. ids.Select(id => new PlannedChange(null, NewItem(id)))], Cause, Noon, CancellationToken.None);
            stored.AddRange(Assert.IsType<CommitResult.Committed>(result).Items);
        }

        return stored;
    }

    /// <summary>The next version with ten pieces more.</summary>
    public static PlannedChange Restock(StoredItem item) =>
        new(item, item.Item.WithStock(item.Item.Stock + 10).NextVersion(Noon.AddHours(1)));

    public Task<CommitResult> CommitAsync(params PlannedChange[] changes) =>
        Store.CommitAsync(Store.ShardOf(changes[0].ItemId), changes, Cause, Noon.AddHours(1), CancellationToken.None);

    public async Task<IReadOnlyList<ChangeSet>> ChangesAsync(string itemId) =>
        await Store.ReadChangesAsync(Store.ShardOf(itemId), null, InventoryStore.MaxPageSize, CancellationToken.None);

    /// <summary>Writes into an item's row what the store never would.</summary>
    public async Task SpoilAsync(string itemId, string property, object? value)
    {
        TableEntity row = await Table.GetEntityAsync<TableEntity>(InventoryKeys.Partition(Store.ShardOf(itemId)), InventoryKeys.ItemRow(itemId));
        row[property] = value;
        await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }
}
