using System.Net;
using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Events;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>From an order that can't be served to the purchase order and the notification that can be read.</summary>
public sealed class PurchaseRequestFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B4")]
    [Trait("Parity", "D5")]
    public async Task Orders_OfMoreThanIsThere_MakeOnePurchaseOrder()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(Item("tv"));

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 200 });
        await app.PlacedAndDecidedAsync(new { orderId = "o2", productId = "tv", quantity = 300 });

        JsonElement order = default;
        await Eventually.HoldsAsync(
            async () => await ItemsAsync(app, "purchase-orders?status=pendingapproval") is [var only] && (order = only).GetProperty("quantity").GetInt32() == 507,
            "both orders have asked for more, of one purchase order");
        Assert.Equal("PendingApproval", order.GetProperty("status").GetString());
        Assert.Equal(["o1", "o2"], order.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("orderId").GetString()).Order());
        string id = order.GetProperty("purchaseOrderId").GetString()!;
        Assert.Equal(order.ToString(), (await app.GetAsync($"purchase-orders/{id}")).Body.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("purchase-orders/none")).Status);
    }

    [Fact]
    [Trait("Parity", "B9")]
    public async Task Order_OfMoreThanIsThere_IsNotifiedOfOnce()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(Item("tv"));

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 200 });
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count == 1, "the notification is there");

        // The same event once more, and another one after it.
        await app.Bus.PublishAsync(
            [
                InventoryEvents.Create("o1/inventory-alert", DateTimeOffset.UnixEpoch, new InventoryAlert("Stock unavailable", "again")),
                InventoryEvents.Create("o2/inventory-alert", DateTimeOffset.MaxValue, new InventoryAlert("Newer", "other")),
            ],
            default);
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count > 1, "the other one is there");

        IReadOnlyList<JsonElement> notifications = await AlertsAsync(app);
        Assert.Equal(["Newer", "Stock unavailable"], notifications.Select(notification => notification.GetProperty("subject").GetString()));
        Assert.Equal("Order o1: of tv there are 100, 200 asked for.", notifications[1].GetProperty("message").GetString());
        Assert.Equal("o1", notifications[1].GetProperty("orderId").GetString());
    }

    [Fact]
    [Trait("Parity", "D12")]
    public async Task Event_ThatBreaksRules_IsKeptWithTheReason()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);

        await app.Bus.PublishAsync([InventoryEvents.Create("e1", DateTimeOffset.UnixEpoch, new CreatePurchaseOrder("tv", -1, 3))], default);

        IReadOnlyList<JsonElement> poison = [];
        await Eventually.HoldsAsync(async () => (poison = await ItemsAsync(app, "poison/purchase-orders")).Count == 1, "the event is refused");
        Assert.Contains("minPOAmount", poison[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(await ItemsAsync(app, "purchase-orders"));
    }

    private static InventoryItem Item(string itemId) => BatchUpdates.Inventory.Item(itemId) with { MinPurchaseQuantity = 7 };

    // Besides, somebody is asked to decide the purchase order.
    private static async Task<IReadOnlyList<JsonElement>> AlertsAsync(RunningOrders app) =>
        [.. (await ItemsAsync(app, "notifications")).Where(notification => !notification.TryGetProperty("purchaseOrderId", out JsonElement id) || id.ValueKind == JsonValueKind.Null)];

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RunningOrders app, string route) =>
        [.. (await app.GetAsync(route)).Body.GetProperty("items").EnumerateArray()];
}
