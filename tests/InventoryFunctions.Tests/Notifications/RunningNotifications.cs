using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Messaging;
using Azure.Storage.Queues;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Callbacks;
using InventoryFunctions.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>The part of the app that notifies, in this process, with services of the test in the place of mail and webhook.</summary>
internal sealed class RunningNotifications : IAsyncDisposable
{
    public const string EscalationEmail = "buyers@example.com";

    private readonly EmbeddedApplication _host;
    private readonly HttpClient _http;
    private readonly MeterListener _meter = new();
    private readonly ConcurrentQueue<string> _deliveries = new();

    private RunningNotifications(EmbeddedApplication host, string environment)
    {
        _host = host;
        _http = new HttpClient { BaseAddress = host.BaseAddress };
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == NotificationMetrics.Deliveries && instrument.Meter.Name == JobMetrics.MeterPrefix + environment)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<long>((_, _, tags, _) => _deliveries.Enqueue($"{tags[0].Value} {tags[1].Value}"));
        _meter.Start();
    }

    /// <summary>Sender and status of each delivery that was counted.</summary>
    public IReadOnlyCollection<string> Deliveries => _deliveries;

    public StorageTraffic Traffic { get; private init; } = null!;

    public RecordedLog Log { get; private init; } = null!;

    public static async Task<RunningNotifications> StartAsync(
        string account, StubEndpoint? mail, Uri? webhook = null, Action<IServiceCollection>? configure = null,
        string functionsEnvironment = "Development", IEnumerable<(string Setting, string Value)>? settings = null)
    {
        string environment = $"t{Guid.NewGuid():N}";
        StorageTraffic traffic = new();
        TableClientOptions tables = new();
        tables.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        RecordedLog log = new();
        EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>((settings ?? []).Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)))
            {
                [StorageConnection.Setting] = account,
                [EnvironmentOptions.Setting] = environment,
                [NotificationOptions.EmailEndpointSetting] = mail?.Address.AbsoluteUri,
                [NotificationOptions.EmailFromSetting] = "DoNotReply@shop.example",
                [NotificationOptions.AlertEmailSetting] = "admin@example.com",
                [NotificationOptions.WebhookUrlSetting] = webhook?.AbsoluteUri,
                [PurchaseOrderOptions.EscalationEmailSetting] = EscalationEmail,
                ["AZURE_FUNCTIONS_ENVIRONMENT"] = functionsEnvironment,
                [CallbackOptions.SigningKeySetting] = TestTokens.NewKey(),
                [CallbackOptions.BaseUrlSetting] = "https://shop.example/api",
                ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.1",
            },
            FunctionTypes =
                [typeof(RecordNotifications), typeof(SendNotificationOrchestrator), typeof(DeliverNotification), typeof(NotificationFunctions), typeof(WorkflowFunctions)],
            ConfigureServices = services =>
            {
                services.AddSingleton(new TableServiceClient(account, tables));
                if (mail is not null)
                {
                    services.AddSingleton<IEmailSender>(new CommunicationServicesEmailSender(
                        mail.Address, "DoNotReply@shop.example", new StubCredential(), TimeProvider.System, new EmailClientOptions { Transport = mail.Transport() }));
                }

                configure?.Invoke(services);
            },
            MinimumLogLevel = LogLevel.Trace,
            ConfigureLogging = logging => logging.AddProvider(log),
            DrainTimeout = TimeSpan.FromMilliseconds(500),
        });
        return new RunningNotifications(host, environment) { Traffic = traffic, Log = log };
    }

    public Task PublishAsync(CloudEvent published) => _host.Services.GetRequiredService<IEventBus>().PublishAsync([published], CancellationToken.None);

    /// <summary>Waits until everything that was published is taken in.</summary>
    public Task TakenInAsync() => Eventually.HoldsAsync(
        async () => (await _host.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(QueueNames.Notifications).GetPropertiesAsync()).Value.ApproximateMessagesCount == 0,
        "the queue is empty");

    /// <summary>Opens a purchase order and asks for its decision; answers its id.</summary>
    public async Task<string> AskForApprovalAsync(ApprovalRequestKind kind)
    {
        PurchaseOrderStore orders = _host.Services.GetRequiredService<PurchaseOrderStore>();
        PurchaseRequestAnswer opened = await orders.RequestAsync(new PurchaseRequest("r1", "tv", MinPurchaseQuantity: 10, Quantity: 5, OrderId: "o1"), default);
        PurchaseOrder order = (await orders.FindAsync(opened.PurchaseOrderId!, default))!;
        await PublishAsync(InventoryEvents.Create(
            $"{order.PurchaseOrderId}/{kind}/0",
            order.RequestedAt,
            new ApprovalRequested(order.PurchaseOrderId, "tv", order.Quantity, order.Version, kind, 0, order.ExpiresAt)));
        return order.PurchaseOrderId;
    }

    /// <summary>What <c>GET /notifications</c> shows.</summary>
    public async Task<JsonElement[]> ListAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("notifications")).GetProperty("items").EnumerateArray()];

    /// <summary>Answers of <c>GET /workflows</c> and of each workflow, as text.</summary>
    public async Task<string> WorkflowsAsync()
    {
        JsonElement list = await _http.GetFromJsonAsync<JsonElement>("workflows");
        List<string> texts = [list.GetRawText()];
        foreach (JsonElement workflow in list.GetProperty("items").EnumerateArray())
        {
            texts.Add(await _http.GetStringAsync(new Uri($"workflows/{workflow.GetProperty("instanceId").GetString()}", UriKind.Relative)));
        }

        return string.Concat(texts);
    }

    /// <summary>The delivery of the only notification by <paramref name="sender"/>, once it has come to <paramref name="status"/>.</summary>
    public async Task<JsonElement> DeliveredAsync(string sender, DeliveryStatus status)
    {
        JsonElement? found = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                found = (await ListAsync()).SelectMany(notification => notification.GetProperty("deliveries").EnumerateArray())
                    .Where(delivery => delivery.GetProperty("sender").GetString() == sender && delivery.GetProperty("status").GetString() == status.ToString())
                    .Select(delivery => (JsonElement?)delivery)
                    .SingleOrDefault();
                return found is not null;
            },
            $"the delivery by {sender} is {status}");
        return found!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _meter.Dispose();
    }
}
