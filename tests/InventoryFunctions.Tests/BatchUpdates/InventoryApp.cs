using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Jobs;
using InventoryFunctions.Notifications;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>The app's services, without a host, on a storage account of their own and a clock that the test moves.</summary>
internal sealed class InventoryApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private InventoryApp(ServiceProvider services) => _services = services;

    public ManualTimeProvider Clock { get; private init; } = null!;

    public StorageTraffic Traffic { get; private init; } = null!;

    public AlertRecorder Alerts { get; private init; } = null!;

    public InventoryStore Store => Get<InventoryStore>();

    public JobStore Jobs => Get<JobStore>();

    public static async Task<InventoryApp> StartAsync(AzuriteFixture azurite, params (string Setting, string Value)[] settings) =>
        await StartAsync(azurite.NewAccount(), new ManualTimeProvider(), settings);

    /// <summary>Another host of the same app: same account, same clock.</summary>
    public static Task<InventoryApp> StartAsync(string connectionString, ManualTimeProvider clock, params (string Setting, string Value)[] settings) =>
        StartAsync(connectionString, clock, _ => { }, settings);

    /// <summary>As the other, with services in place of the app's.</summary>
    public static async Task<InventoryApp> StartAsync(
        string connectionString, ManualTimeProvider clock, Action<IServiceCollection> configureServices, params (string Setting, string Value)[] settings)
    {
        StorageTraffic traffic = new();
        TableClientOptions tables = new();
        tables.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        AlertRecorder alerts = new();
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)))
            .AddInMemoryCollection([new(StorageConnection.Setting, connectionString), new("AZURE_FUNCTIONS_ENVIRONMENT", "Development")])
            .Build();
        ServiceCollection collection = new();
        configureServices(collection);
        ServiceProvider services = collection
            .AddSingleton(configuration)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new TableServiceClient(connectionString, tables))
            .AddSingleton<IAlertPublisher>(alerts)
            .AddLogging()
            .AddInventory(configuration)
            .BuildServiceProvider();
        foreach (IHostedService hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        return new InventoryApp(services) { Clock = clock, Traffic = traffic, Alerts = alerts };
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A function's class, built as a host builds it.</summary>
    public T Function<T>() => ActivatorUtilities.GetServiceOrCreateInstance<T>(_services);

    public Task AddItemsAsync(IEnumerable<InventoryItem> items) => Inventory.AddAsync(Store, items, Clock.GetUtcNow());

    public async Task<InventoryItem?> FindAsync(string itemId) => (await Store.FindAsync(itemId, CancellationToken.None))?.Item;

    public Task<IReadOnlyList<InventoryItem>> AllItemsAsync() => Inventory.AllAsync(Store);

    /// <summary>Somebody else changes an item between a step's read and its write.</summary>
    public async Task ChangeAsync(string itemId, Func<InventoryItem, InventoryItem?> change)
    {
        StoredItem before = (await Store.FindAsync(itemId, CancellationToken.None))!;
        InventoryItem? after = change(before.Item)?.NextVersion(Clock.GetUtcNow());
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(
            Store.ShardOf(itemId),
            [new PlannedChange(before, after)],
            new ChangeCause(ChangeCauseKind.Request, "somebody else"),
            Clock.GetUtcNow(),
            CancellationToken.None));
    }

    /// <summary>A row that this app would never have written.</summary>
    public Task AddBrokenRowAsync(string itemId) => Inventory.AddBrokenRowAsync(Get<TableServiceClient>(), Store, itemId);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
