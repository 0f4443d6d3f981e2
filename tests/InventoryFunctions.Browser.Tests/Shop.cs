using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Browser.Tests;

/// <summary>The whole app in this process, with a product of which more is ordered than there is.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string ProductName = "Television <55\"> & remote control";

    private readonly EmbeddedApplication _host;

    private Shop(EmbeddedApplication host)
    {
        _host = host;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public HttpClient Http { get; }

    /// <summary>Starts it with ten televisions, a minimum purchase of ten and a threshold of two.</summary>
    public static async Task<Shop> StartAsync(AzuriteFixture azurite)
    {
        EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.NewAccount(),
                ["AzureWebJobs.BatchUpdateTimer.Disabled"] = "true",
                ["AzureWebJobs.OrderGeneratorTimer.Disabled"] = "true",
            },
            MinimumLogLevel = LogLevel.Warning,
        });
        Shop shop = new(host);
        using HttpResponseMessage put = await shop.Http.PutAsJsonAsync("inventory/tv", new { name = ProductName, stock = 10, threshold = 2, minPurchaseQuantity = 10 });
        put.EnsureSuccessStatusCode();
        return shop;
    }

    public async Task OrderAsync(string orderId, int quantity)
    {
        using HttpResponseMessage placed = await Http.PostAsJsonAsync("orders", new { orderId, productId = "tv", quantity });
        placed.EnsureSuccessStatusCode();
    }

    /// <summary>The link of the message that asks for a decision, once it was sent.</summary>
    public async Task<string> ApprovalLinkAsync()
    {
        string? link = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                JsonElement notifications = await Http.GetFromJsonAsync<JsonElement>("notifications");
                link = notifications.GetProperty("items").EnumerateArray()
                    .Select(notification => notification.TryGetProperty("link", out JsonElement found) ? found.GetString() : null)
                    .FirstOrDefault(found => found is not null);
                return link is not null;
            },
            "a notification has a link");
        return link!;
    }

    /// <summary>A link as it is on the day after the purchase order's time was over.</summary>
    public async Task<string> ExpiredLinkAsync()
    {
        string id = (await PurchaseOrderAsync()).GetProperty("purchaseOrderId").GetString()!;
        PurchaseOrder? order = await _host.Services.GetRequiredService<PurchaseOrderStore>().FindAsync(id, CancellationToken.None);
        PurchaseOrder over = order! with { ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(-1) };
        return _host.Services.GetRequiredService<ApprovalLinks>().Of(over, ApprovalLinks.Administrator).AbsoluteUri;
    }

    public async Task<JsonElement> PurchaseOrderAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>("purchase-orders")).GetProperty("items").EnumerateArray().Single();

    public Task<JsonElement> ItemAsync() => Http.GetFromJsonAsync<JsonElement>("inventory/tv");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }
}
