using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging;
using Azure.Storage.Queues;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Poison;

/// <summary>The embedded host with the calls under /poison and one queue function, whose deliveries fail as a test says.</summary>
internal sealed class ReceivingApp : IAsyncDisposable
{
    private readonly EmbeddedApplication _host;
    private readonly MeterListener _meter;
    private readonly ConcurrentQueue<string> _handled;
    private int _poisoned;

    private ReceivingApp(EmbeddedApplication host, ConcurrentQueue<string> handled, AlertRecorder alerts, string environment)
    {
        _host = host;
        _handled = handled;
        Alerts = alerts;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
        _meter = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == JobMetrics.MeterPrefix + environment && instrument.Name == PoisonMetrics.PoisonMessages)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _poisoned, (int)value));
        _meter.Start();
    }

    /// <summary>The ids of the events handed to the function, in order, as often as they were.</summary>
    public IReadOnlyList<string> Handled => [.. _handled];

    public AlertRecorder Alerts { get; }

    public HttpClient Http { get; }

    /// <summary>The counter's sum.</summary>
    public int Poisoned => _poisoned;

    public QueueClient Queue(string name) => _host.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(name);

    public TableClient Rows => _host.Services.GetRequiredService<TableServiceClient>().GetTableClient(PoisonStore.TableName);

    public static async Task<ReceivingApp> StartAsync(AzuriteFixture azurite, Func<CloudEvent, Task> handle, bool publishAlerts = false)
    {
        string environment = $"t{Guid.NewGuid():N}";
        AlertRecorder alerts = new();
        ConcurrentQueue<string> handled = new();
        Func<CloudEvent, Task> recording = received =>
        {
            handled.Enqueue(received.Id);
            return handle(received);
        };
        EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                [StorageConnection.Setting] = azurite.NewAccount(),
                [EnvironmentOptions.Setting] = environment,
                ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
                ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1",
            },
            FunctionTypes = [typeof(PoisonFunctions), typeof(OrderReceiver)],
            ConfigureServices = services =>
            {
                services.AddSingleton(recording);
                if (!publishAlerts)
                {
                    services.AddSingleton<IAlertPublisher>(alerts);
                }
            },
            MinimumLogLevel = LogLevel.Critical,
        });
        return new ReceivingApp(host, handled, alerts, environment);
    }

    public Task SendAsync(string message) => Queue(QueueNames.Orders).SendMessageAsync(message);

    public async Task<JsonElement[]> ListAsync(string query = "") =>
        [.. (await Http.GetFromJsonAsync<JsonElement>($"poison/{QueueNames.Orders}{query}")).GetProperty("items").EnumerateArray()];

    /// <summary>The list once it has <paramref name="count"/> entries and nothing is under way.</summary>
    public async Task<JsonElement[]> ListAsync(int count)
    {
        await SettledAsync(count);
        JsonElement[] listed = await ListAsync();
        Assert.Equal(count, listed.Length);
        return listed;
    }

    /// <summary>Waits until the queue is empty and <paramref name="poisoned"/> messages lie in its poison queue.</summary>
    public Task SettledAsync(int poisoned) => Eventually.HoldsAsync(
        async () => await CountAsync(QueueNames.Orders) == 0 && await CountAsync(QueueNames.PoisonOf(QueueNames.Orders)) == poisoned,
        $"{poisoned} messages are in the poison queue, and no others anywhere");

    public async Task<JsonElement> RedriveAsync()
    {
        using HttpResponseMessage answer = await Http.PostAsync($"poison/{QueueNames.Orders}/redrive", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<int> CountRowsAsync()
    {
        int rows = 0;
        await foreach (TableEntity _ in Rows.QueryAsync<TableEntity>("PartitionKey ne ''"))
        {
            rows++;
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        _meter.Dispose();
    }

    private async Task<int> CountAsync(string queue) => await Queue(queue).ExistsAsync() ? (await Queue(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;
}
