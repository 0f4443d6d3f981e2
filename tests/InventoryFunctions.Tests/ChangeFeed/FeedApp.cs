using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Importing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.ChangeFeed;

/// <summary>The app's services on an account of their own, with orchestrations that are only noted, and a feed that can be killed.</summary>
internal sealed class FeedApp : IAsyncDisposable
{
    private readonly string _account;

    private FeedApp(string account, InventoryApp app)
    {
        _account = account;
        App = app;
    }

    public InventoryApp App { get; }

    public RecordingClient Client { get; } = new();

    public InventoryStore Store => App.Store;

    public ManualTimeProvider Clock => App.Clock;

    public static async Task<FeedApp> StartAsync(AzuriteFixture azurite, params (string Setting, string Value)[] settings)
    {
        string account = azurite.NewAccount();
        return new FeedApp(account, await InventoryApp.StartAsync(account, new ManualTimeProvider(), settings));
    }

    /// <summary>Items that all live in one shard.</summary>
    public IReadOnlyList<string> Ids(int shard, int count) => BatchUpdates.Inventory.IdsOfShard(shard, count, Store.ShardCount);

    public Task AddAsync(params InventoryItem[] items) => App.AddItemsAsync(items);

    /// <summary>Adds one item a change set.</summary>
    public async Task AddEachAsync(IEnumerable<InventoryItem> items)
    {
        foreach (InventoryItem item in items)
        {
            await App.AddItemsAsync([item]);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    public Task ProcessAsync(int shard) => App.Get<ChangeProcessing>().ProcessAsync(shard, Client, CancellationToken.None);

    /// <summary>The feed of another process, in the way of whose storage calls a test steps.</summary>
    public ShardChanges Process(StorageHook hook)
    {
        TableClientOptions options = new();
        options.AddPolicy(hook, HttpPipelinePosition.PerCall);
        TableServiceClient tables = new(_account, options);
        ChangeFailures failures = new(tables, Clock);
        SetAsideChanges aside = new(tables, failures, App.Get<PoisonAlerts>(), App.Get<IChangeNudge>(), NullLogger<SetAsideChanges>.Instance);
        return new ShardChanges(tables, new InventoryJournal(tables), aside, failures, NullLogger<ShardChanges>.Instance);
    }

    public async Task<IReadOnlyList<ChangeSet>> WaitingAsync(int shard) => await Store.ReadChangesAsync(shard, null, InventoryStore.MaxPageSize, CancellationToken.None);

    /// <summary>What is journaled of a shard.</summary>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(int shard)
    {
        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in App.Get<InventoryJournal>().ReadAsync(shard, DateTimeOffset.UnixEpoch, DateOnly.MaxValue, CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Puts a change row there that holds no change set.</summary>
    public Task SpoilAsync(int shard, string key) => App.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName).AddEntityAsync(
        new TableEntity(InventoryKeys.Partition(shard), InventoryKeys.ChangePrefix + key) { ["Data0"] = new byte[] { 9, 9, 9 } });

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
