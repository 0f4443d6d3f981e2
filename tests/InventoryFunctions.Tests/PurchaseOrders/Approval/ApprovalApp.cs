using System.Net;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Callbacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.PurchaseOrders.Approval;

/// <summary>The approval page in the embedded host, and what a person, a program or an attacker does with it.</summary>
internal sealed partial class ApprovalApp : IAsyncDisposable
{
    private readonly EmbeddedApplication _host;
    private int _requests;

    private ApprovalApp(EmbeddedApplication host)
    {
        _host = host;

        // A body is not sent before the host asks for it, however long that takes.
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Eventually.DefaultDeadline }) { BaseAddress = host.BaseAddress };
    }

    public ManualTimeProvider Clock { get; private init; } = null!;

    public HttpClient Http { get; }

    public ApprovalLinks Links => _host.Services.GetRequiredService<ApprovalLinks>();

    public TaskTokens Tokens => _host.Services.GetRequiredService<TaskTokens>();

    public PurchaseOrderStore Orders => _host.Services.GetRequiredService<PurchaseOrderStore>();

    public InventoryStore Inventory => _host.Services.GetRequiredService<InventoryStore>();

    public StorageTraffic Traffic { get; private init; } = null!;

    public TableServiceClient Tables => _host.Services.GetRequiredService<TableServiceClient>();

    public static async Task<ApprovalApp> StartAsync(AzuriteFixture azurite)
    {
        ManualTimeProvider clock = new();
        string account = azurite.NewAccount();
        StorageTraffic traffic = new();
        TableClientOptions tables = new();
        tables.AddPolicy(traffic, HttpPipelinePosition.PerCall);
        EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                [StorageConnection.Setting] = account,
                [CallbackOptions.SigningKeySetting] = TestTokens.NewKey(),
            },
            FunctionTypes = [typeof(DecisionFunctions)],
            TimeProvider = clock,
            ConfigureServices = services => services.AddSingleton(new TableServiceClient(account, tables)),
            MinimumLogLevel = LogLevel.Critical,
        });
        return new ApprovalApp(host) { Clock = clock, Traffic = traffic };
    }

    public Task AddItemAsync(string itemId, string name) =>
        BatchUpdates.Inventory.AddAsync(Inventory, [BatchUpdates.Inventory.Item(itemId, 3) with { Name = name, Threshold = 5 }], DateTimeOffset.UnixEpoch);

    /// <summary>Asks for pieces of a product, and answers the purchase order.</summary>
    public async Task<PurchaseOrder> RequestAsync(int quantity, string productId = "tv", string? orderId = "o-1")
    {
        PurchaseRequest request = new($"request-{_requests++}", productId, MinPurchaseQuantity: 10, quantity, orderId);
        PurchaseRequestAnswer answer = await Orders.RequestAsync(request, CancellationToken.None);
        return await OrderAsync(answer.PurchaseOrderId!);
    }

    public async Task<PurchaseOrder> OrderAsync(string purchaseOrderId) => (await Orders.FindAsync(purchaseOrderId, CancellationToken.None))!;

    public Uri LinkTo(PurchaseOrder order) => Links.Of(order, ApprovalLinks.Administrator);

    public string TokenOf(PurchaseOrder order) => LinkTo(order).Query["?token=".Length..];

    public static string RouteOf(PurchaseOrder order) => $"purchase-orders/{order.PurchaseOrderId}/decision";

    public async Task<Page> SendAsync(HttpMethod method, Uri link)
    {
        using HttpRequestMessage request = new(method, link);
        using HttpResponseMessage answer = await Http.SendAsync(request);
        return await Page.ReadAsync(answer);
    }

    public Task<Page> GetAsync(Uri link) => SendAsync(HttpMethod.Get, link);

    /// <summary>Opens the page and presses a button of its form.</summary>
    public async Task<Page> DecideOnPageAsync(PurchaseOrder order, string action, string comment = "")
    {
        Page page = await GetAsync(LinkTo(order));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return await PostAsync(order, ("token", page.Hidden("token")), ("action", action), ("version", page.Hidden("version")), ("comment", comment));
    }

    public async Task<Page> PostAsync(PurchaseOrder order, params (string Name, string Value)[] form)
    {
        using FormUrlEncodedContent content = new(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage answer = await Http.PostAsync(new Uri(RouteOf(order), UriKind.Relative), content);
        return await Page.ReadAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>A page as it came.</summary>
    public sealed partial record Page(HttpStatusCode Status, string Html, ILookup<string, string> Headers)
    {
        /// <summary>What a person reads, without tags, in one line.</summary>
        public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Style().Replace(Html, " "), " "), " "));

        public static async Task<Page> ReadAsync(HttpResponseMessage answer) => new(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).SelectMany(header => header.Value.Select(value => (header.Key, value))).ToLookup(pair => pair.Key, pair => pair.value));

        public string Hidden(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);

        [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
        private static partial Regex Style();

        [GeneratedRegex("<[^>]*>")]
        private static partial Regex Tags();

        [GeneratedRegex(@"\s+")]
        private static partial Regex Spaces();
    }
}
