using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests.PurchaseOrders;

/// <summary>The calls of somebody who sells televisions, and waits for what becomes of them.</summary>
internal sealed class InventoryApi(HttpClient http)
{
    public const string Product = "tv";

    // A killed host holds its messages for half a minute.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Loads the products of the original: ten televisions, threshold 2, ten at least to a purchase.</summary>
    public async Task LoadSamplesAsync()
    {
        using HttpResponseMessage loaded = await http.PostAsync(new Uri("inventory/samples?set=management", UriKind.Relative), null);
        loaded.EnsureSuccessStatusCode();
    }

    /// <summary>Orders televisions, and waits until the order is decided.</summary>
    public async Task<JsonElement> OrderAsync(string orderId, int quantity)
    {
        using HttpResponseMessage placed = await http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), new { orderId, productId = Product, quantity });
        placed.EnsureSuccessStatusCode();
        return await UntilAsync($"orders/{orderId}", order => order.GetProperty("status").GetString() != "Pending");
    }

    public Task<JsonElement> ItemAsync() => ReadAsync($"inventory/{Product}");

    /// <summary>The one purchase order there is, once it is as expected.</summary>
    public async Task<JsonElement> PurchaseOrderAsync(Func<JsonElement, bool> expected)
    {
        JsonElement list = await UntilAsync("purchase-orders", all => all.GetProperty("items").EnumerateArray().Any(expected));
        return Assert.Single(list.GetProperty("items").EnumerateArray());
    }

    /// <summary>The notification that is as expected, once it is there.</summary>
    public async Task<JsonElement> NotificationAsync(Func<JsonElement, bool> expected)
    {
        JsonElement list = await UntilAsync("notifications", all => all.GetProperty("items").EnumerateArray().Any(expected));
        return list.GetProperty("items").EnumerateArray().First(expected);
    }

    /// <summary>The link of the notification that asks for a decision.</summary>
    public async Task<Uri> LinkAsync(string purchaseOrderId)
    {
        JsonElement asked = await NotificationAsync(notification =>
            notification.TryGetProperty("purchaseOrderId", out JsonElement id) && id.ValueEquals(purchaseOrderId) && notification.TryGetProperty("link", out _));
        return new Uri(asked.GetProperty("link").GetString()!);
    }

    /// <summary>The steps in the history of the item that a purchase order caused.</summary>
    public async Task<IReadOnlyList<JsonElement>> PurchasesAsync() =>
        [.. (await ApiList.ReadAsync(http, $"inventory/{Product}/history")).Where(step => step.GetProperty("cause").GetProperty("kind").ValueEquals("PurchaseOrder"))];

    /// <summary>Reads until it is as expected.</summary>
    public async Task<JsonElement> UntilAsync(string route, Func<JsonElement, bool> expected)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(async () => expected(found = await ReadAsync(route)), $"{route} is as expected", Deadline);
        return found;
    }

    private Task<JsonElement> ReadAsync(string route) => http.GetFromJsonAsync<JsonElement>(new Uri(route, UriKind.Relative));
}
