using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Events;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Orders;

/// <summary>The whole app in this process, with what tests of orders call, look at and step in between.</summary>
internal sealed class RunningOrders : IAsyncDisposable
{
    // Tests that hold up a step do not end before the host stops.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(500);

    private RunningOrders(EmbeddedApplication app, QueueServiceClient queues)
    {
        Host = app;
        Queues = queues;
        Http = new HttpClient { BaseAddress = app.BaseAddress };
    }

    public EmbeddedApplication Host { get; }

    public string Account { get; private init; } = null!;

    public QueueServiceClient Queues { get; }

    public HttpClient Http { get; }

    public StorageTraffic Traffic { get; private init; } = null!;

    public RecordingEventBus Bus { get; private init; } = null!;

    public InventoryStore Store => Get<InventoryStore>();

    public OrderStore Orders => Get<OrderStore>();

    public ReservationStore Reservations => Get<ReservationStore>();

    public static Task<RunningOrders> StartAsync(AzuriteFixture azurite, TimeProvider? clock = null, params (string Setting, string Value)[] settings) =>
        StartAsync(azurite.NewAccount(), clock, settings);

    /// <summary>Once more on the same account, as after a stop.</summary>
    public static async Task<RunningOrders> StartAsync(
        string account, TimeProvider? clock = null, params (string Setting, string Value)[] settings)
    {
        StorageTraffic traffic = new();
        TableClientOptions tables = new();
        tables.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        QueueServiceClient queues = new(account, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        RecordingEventBus? bus = null;
        EmbeddedHostOptions options = new()
        {
            Settings = new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)))
            {
                [StorageConnection.Setting] = account,
                ["AzureWebJobs.BatchUpdateTimer.Disabled"] = "true",
            },
            TimeProvider = clock ?? TimeProvider.System,
            ConfigureServices = services => services
                .AddSingleton(new TableServiceClient(account, tables))
                .AddSingleton<QueueEventBus>()
                .AddSingleton<IEventBus>(provider => bus = new RecordingEventBus(provider.GetRequiredService<QueueEventBus>())),
            MinimumLogLevel = LogLevel.Warning,
            DrainTimeout = DrainTimeout,
        };
        EmbeddedApplication app = await FreeHub.StartAsync(() => EmbeddedApplication.StartAsync(options));
        return new RunningOrders(app, queues) { Account = account, Traffic = traffic, Bus = bus ?? (RecordingEventBus)app.Services.GetRequiredService<IEventBus>() };
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public Task AddItemsAsync(params InventoryItem[] items) => BatchUpdates.Inventory.AddAsync(Store, items, DateTimeOffset.UnixEpoch);

    public async Task<InventoryItem> ItemAsync(string itemId) => (await Store.FindAsync(itemId, CancellationToken.None))!.Item;

    /// <summary>Somebody else changes an item, or (null) deletes it: again where the app has changed it meanwhile.</summary>
    public async Task ChangeItemAsync(string itemId, Func<InventoryItem, InventoryItem?> change)
    {
        StoredItem before;
        do
        {
            before = (await Store.FindAsync(itemId, CancellationToken.None))!;
        }
        while (await Store.CommitAsync(
            Store.ShardOf(itemId),
            [new PlannedChange(before, change(before.Item)?.NextVersion(DateTimeOffset.UnixEpoch))],
            new ChangeCause(ChangeCauseKind.Request, "somebody else"),
            DateTimeOffset.UnixEpoch,
            CancellationToken.None) is not CommitResult.Committed);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string route, object? body = null)
    {
        using HttpContent? content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : body is null ? null : JsonContent.Create(body);
        using HttpResponseMessage answer = await Http.PostAsync(new Uri(route, UriKind.Relative), content);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string route)
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(route, UriKind.RelativeOrAbsolute));
        return (answer.StatusCode, await ReadAsync(answer));
    }

    /// <summary>Makes what is stored of an order's decision one that nobody can read.</summary>
    public async Task SpoilDecisionAsync(string orderId)
    {
        TableClient table = Get<TableServiceClient>().GetTableClient(OrderStore.TableName);
        string rowKey = $"decided:{orderId}";
        TableEntity row = Assert.Single(await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {rowKey}")).ToListAsync());
        row["Json0"] = "nonsense";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    /// <summary>Places an order and answers its id.</summary>
    public async Task<string> PlaceAsync(object order)
    {
        (HttpStatusCode status, JsonElement body) = await PostAsync("orders", order);
        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {body}");
        return body.GetProperty("orderId").GetString()!;
    }

    /// <summary>Confirms or releases, and asks again for as long as the answer is that it takes its time: on a busy machine it may.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> EndAsync(string orderId, string call)
    {
        (HttpStatusCode Status, JsonElement Body) answer = default;
        await Eventually.HoldsAsync(
            async () => (answer = await PostAsync($"orders/{Uri.EscapeDataString(orderId)}/{call}")).Status != HttpStatusCode.Accepted, $"{call} of {orderId} is done");
        return answer;
    }

    public async Task<JsonElement> OrderAsync(string orderId)
    {
        (HttpStatusCode status, JsonElement body) = await GetAsync($"orders/{Uri.EscapeDataString(orderId)}");
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        return body;
    }

    /// <summary>The order once it is not <c>Pending</c> any more.</summary>
    public Task<JsonElement> DecidedAsync(string orderId) => OrderThatIsAsync(orderId, "decided", status => status != "Pending");

    public Task<JsonElement> OrderThatIsAsync(string orderId, string status) => OrderThatIsAsync(orderId, status, present => present == status);

    public Task<JsonElement> PlacedAndDecidedAsync(object order) => PlaceAsync(order).ContinueWith(id => DecidedAsync(id.Result), TaskScheduler.Default).Unwrap();

    /// <summary>The events about an order besides the one that brought it, as type and data, once there are so many; each once, however often it was published.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string orderId, int count)
    {
        await Eventually.HoldsAsync(() => Events().Count >= count, $"{count} events about {orderId} are published");
        return Events();

        List<string> Events() => [.. Bus.Published
            .Where(published => published.Type != EventTypes.NewOrderReceived && published.Id.StartsWith(orderId + "/", StringComparison.Ordinal))
            .DistinctBy(published => published.Id)
            .Select(published => $"{published.Type} {published.Data}").Order(StringComparer.Ordinal)];
    }

    public Task SendAsync(string message) => Queues.GetQueueClient(QueueNames.Orders).SendMessageAsync(message);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        return body.Length == 0 ? default : JsonElement.Parse(body);
    }

    private async Task<JsonElement> OrderThatIsAsync(string orderId, string wanted, Func<string, bool> isWanted)
    {
        JsonElement order = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                (HttpStatusCode status, order) = await GetAsync($"orders/{Uri.EscapeDataString(orderId)}");
                return status == HttpStatusCode.OK && isWanted(order.GetProperty("status").GetString()!);
            },
            $"order {orderId} is {wanted}");
        return order;
    }
}
