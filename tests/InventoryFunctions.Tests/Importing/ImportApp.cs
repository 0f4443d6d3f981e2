using System.Text;
using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Importing;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Tests.Importing;

/// <summary>The app's services without a host, on a storage account of their own, and the steps of an import one by one.</summary>
internal sealed class ImportApp : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private ImportApp(ServiceProvider services, string connectionString)
    {
        this.services = services;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public ManualTimeProvider Clock { get; private init; } = null!;

    public StorageHook Hook { get; private init; } = null!;

    public InventoryStore Store => Get<InventoryStore>();

    public TableServiceClient Tables => new(ConnectionString);

    public static async Task<ImportApp> StartAsync(AzuriteFixture azurite, int shards = 2)
    {
        string connectionString = azurite.NewAccount();
        ManualTimeProvider clock = new();
        StorageHook hook = new();
        TableClientOptions tables = new();
        tables.AddPolicy(hook, HttpPipelinePosition.PerCall);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, connectionString), new("Inventory:Shards", $"{shards}")])
            .Build();
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new TableServiceClient(connectionString, tables))
            .AddLogging()
            .AddInventory(configuration)
            .BuildServiceProvider();
        foreach (IHostedService hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        return new ImportApp(services, connectionString) { Clock = clock, Hook = hook };
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Puts an item there as a request does; the app's hook does not see it.</summary>
    public async Task PutAsync(InventoryItem item)
    {
        InventoryStore store = new(Tables, Get<Microsoft.Extensions.Options.IOptions<InventoryOptions>>());
        StoredItem? before = await store.FindAsync(item.ItemId, CancellationToken.None);
        CommitResult result = await store.CommitAsync(
            store.ShardOf(item.ItemId),
            [new PlannedChange(before, item with { Version = (before?.Item.Version ?? 0) + 1 })],
            new ChangeCause(ChangeCauseKind.Request, "test"),
            Clock.GetUtcNow(),
            CancellationToken.None);
        Assert.IsType<CommitResult.Committed>(result);
    }

    public async Task<InventoryItem?> FindAsync(string itemId) => (await Store.FindAsync(itemId, CancellationToken.None))?.Item;

    /// <summary>Stages a file as an upload does.</summary>
    public async Task<ImportManifest> StageAsync(string file, ImportMode mode = ImportMode.Set, bool dryRun = false)
    {
        string executionId = Guid.CreateVersion7(Clock.GetUtcNow()).ToString();
        return await new ImportStager(executionId, mode, Store.ShardCount, Get<ImportStaging>().WriteAsync)
            .StageAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), dryRun, CancellationToken.None);
    }

    /// <summary>Applies what is staged, shard after shard.</summary>
    public async Task<ImportCounts> ApplyAsync(ImportManifest import)
    {
        ImportCounts counts = ImportCounts.None;
        foreach (int shard in import.Shards)
        {
            counts = counts.Plus(await ApplyAsync(import, shard));
        }

        return counts;
    }

    public Task<ImportCounts> ApplyAsync(ImportManifest import, int shard) =>
        Get<ShardImport>().ApplyAsync(new ImportShard(import.ExecutionId, import.Mode, import.DryRun, shard), CancellationToken.None);

    public async Task<ImportCounts> ImportAsync(string file, ImportMode mode = ImportMode.Set, bool dryRun = false) =>
        await ApplyAsync(await StageAsync(file, mode, dryRun));

    public async Task<IReadOnlyList<JobError>> ErrorsAsync(ImportManifest import) =>
        (await Get<JobErrorStore>().ListErrorsAsync(import.ExecutionId, 1000, null, CancellationToken.None)).Items;

    public async Task<IReadOnlyList<InventoryItem>> ItemsAsync()
    {
        List<InventoryItem> items = [];
        for (int shard = 0; shard < Store.ShardCount; shard++)
        {
            string? after = null;
            do
            {
                ItemPage page = await Store.ReadShardAsync(shard, after, 1000, CancellationToken.None);
                items.AddRange(page.Items.Select(stored => stored.Item));
                after = page.Next;
            }
            while (after is not null);
        }

        return items;
    }

    public async Task<int> CountRowsAsync(string table)
    {
        int rows = 0;
        await foreach (TableEntity row in Tables.GetTableClient(table).QueryAsync<TableEntity>())
        {
            rows++;
        }

        return rows;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
