using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.StockLevels;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.StockLevels;

/// <summary>From an order that takes stock to the purchase order, the notification and the status that can be read.</summary>
public sealed class LevelCheckFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B7")]
    [Trait("Parity", "B8")]
    public async Task Order_TakesStockToTheThreshold_AsksForMoreOnceAndTellsWithoutASweep()
    {
        await using RunningOrders app = await StartAsync(($"AzureWebJobs.{nameof(ChangeFeedSweepTimer)}.Disabled", "true"));

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 8 });
        await Eventually.HoldsAsync(
            async () => (await ItemsAsync(app, "purchase-orders")).Count == 1 && (await AlertsAsync(app)).Count == 1,
            "a purchase order and a notification are there");

        JsonElement order = Assert.Single(await ItemsAsync(app, "purchase-orders"));
        Assert.Equal(("tv", 10), (order.GetProperty("productId").GetString(), order.GetProperty("quantity").GetInt32()));
        JsonElement request = Assert.Single(order.GetProperty("requests").EnumerateArray());
        Assert.Equal(("StockLevel", 2), (request.GetProperty("origin").GetString(), request.GetProperty("threshold").GetInt32()));
        JsonElement notification = Assert.Single(await AlertsAsync(app));
        Assert.Equal("Inventory level is below threshold", notification.GetProperty("subject").GetString());
        Assert.Equal("Of tv there are 2; more is to be bought at 2 or below.", notification.GetProperty("message").GetString());
        Assert.Equal(StockStatus.InStock, (await app.ItemAsync("tv")).Status);
        JsonElement workflow = Assert.Single(await ItemsAsync(app, $"workflows?name={nameof(CheckInventoryLevelOrchestrator)}"));
        Assert.StartsWith("Check_Inventory_Level_", workflow.GetProperty("instanceId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "B8")]
    public async Task Order_TakesAllThereIs_MarksTheItemOutOfStock()
    {
        await using RunningOrders app = await StartAsync();

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 10 });
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count == 2, "both notifications are there");

        Assert.Equal(StockStatus.OutOfStock, (await app.ItemAsync("tv")).Status);
        Assert.Equal(
            ["Inventory level is below threshold", "Inventory level is zero"],
            (await AlertsAsync(app)).Select(notification => notification.GetProperty("subject").GetString()).Order());
        await Eventually.HoldsAsync(async () => (await ItemsAsync(app, "purchase-orders")).Count == 1, "more is asked for");
        JsonElement refused = await app.PlacedAndDecidedAsync(new { orderId = "o2", productId = "tv", quantity = 1 });
        Assert.Equal("outOfStock", refused.GetProperty("lines")[0].GetProperty("reason").GetString());
    }

    [Fact]
    [Trait("Parity", "B8")]
    public async Task Restore_ItemSoldOutSince_StaysOutOfStockAndTellsNobodyAgain()
    {
        await using RunningOrders app = await StartAsync();
        string asOf = TimeProvider.System.GetUtcNow().ToString("O");
        await PutAsync(app, new { name = "Renamed", stock = 10, threshold = 2, minPurchaseQuantity = 10 });
        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 10 });
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count == 2, "both notifications are there");

        Assert.Equal("Changed", await RestoredAsync(app, asOf));
        InventoryItem restored = await app.ItemAsync("tv");
        Assert.Equal((0, StockStatus.OutOfStock), (restored.Stock, restored.Status));
        Assert.NotEqual("Renamed", restored.Name);

        Assert.Equal("Unchanged", await RestoredAsync(app, asOf));
        Assert.Equal(restored, await app.ItemAsync("tv"));

        // The feed has been through every change once a later one of the same item is checked.
        await PutAsync(app, new { stock = 1, threshold = 2, minPurchaseQuantity = 10 });
        await Eventually.HoldsAsync(async () => (await ItemsAsync(app, $"workflows?name={nameof(CheckInventoryLevelOrchestrator)}")).Count > 1, "the later change is checked");
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count > 2, "the later change is told");
        Assert.Equal(2, (await ItemsAsync(app, $"workflows?name={nameof(CheckInventoryLevelOrchestrator)}")).Count);
        Assert.Single(await AlertsAsync(app), alert => alert.GetProperty("subject").GetString() == "Inventory level is zero");
    }

    [Fact]
    [Trait("Parity", "D8")]
    public async Task Order_TakesAllAndStockComesBackBeforeTheCheck_LeavesTheItemInStock()
    {
        await using RunningOrders app = await StartAsync();
        TaskCompletionSource replenished = new();
        app.Bus.Before = published => published.Any(each => each.Type == EventTypes.InventoryAlert) ? replenished.Task : Task.CompletedTask;
        int writes = 0;
        app.Traffic.Before = async call =>
        {
            if (call.WritesInventory && call.Body.Contains(StockStatusNames.OutOfStock, StringComparison.Ordinal) && Interlocked.Increment(ref writes) == 1)
            {
                await app.ChangeItemAsync("tv", item => item.WithStock(item.Stock + 5));
                replenished.SetResult();
            }
        };

        await app.PlacedAndDecidedAsync(new { orderId = "o1", productId = "tv", quantity = 10 });
        await Eventually.HoldsAsync(
            async () => (await ItemsAsync(app, "workflows?status=Completed")).Any(workflow =>
                workflow.GetProperty("instanceId").GetString()!.EndsWith("_tv", StringComparison.Ordinal)),
            "the check has ended");

        Assert.Equal((5, StockStatus.InStock), ((await app.ItemAsync("tv")).Stock, (await app.ItemAsync("tv")).Status));
        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count == 1, "one notification is there");
        Assert.Equal(
            "Inventory level is below threshold",
            Assert.Single(await AlertsAsync(app)).GetProperty("subject").GetString());
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Orders_TakeMoreBelowTheThreshold_KeepOnePurchaseOrder()
    {
        await using RunningOrders app = await StartAsync();
        foreach (int i in (int[])[1, 2, 3])
        {
            await app.PlacedAndDecidedAsync(new { orderId = $"o{i}", productId = "tv", quantity = i == 1 ? 7 : 1 });
            await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count >= i - 1, "the change was checked");
        }

        await Eventually.HoldsAsync(async () => (await AlertsAsync(app)).Count == 2, "both changes below the threshold were checked");
        JsonElement order = default;
        await Eventually.HoldsAsync(
            async () => await ItemsAsync(app, "purchase-orders") is [var only] && (order = only).GetProperty("requestCount").GetInt32() == 2,
            "both asked for more, of one purchase order");
        Assert.Equal((10, 1), (order.GetProperty("quantity").GetInt32(), order.GetProperty("version").GetInt32()));
    }

    private async Task<RunningOrders> StartAsync(params (string Setting, string Value)[] settings)
    {
        RunningOrders app = await RunningOrders.StartAsync(azurite, null, settings);
        await app.AddItemsAsync(
            BatchUpdates.Inventory.Item("tv", 10) with { Threshold = 2, MinPurchaseQuantity = 10 },
            BatchUpdates.Inventory.Item("desk", 100) with { Threshold = 20, MinPurchaseQuantity = 40 });
        return app;
    }

    private static async Task PutAsync(RunningOrders app, object item) =>
        Assert.True((await app.Http.PutAsJsonAsync(new Uri("inventory/tv", UriKind.Relative), item)).IsSuccessStatusCode);

    /// <summary>What a restore did with item tv.</summary>
    private static async Task<string?> RestoredAsync(RunningOrders app, string asOf)
    {
        (_, JsonElement accepted) = await app.PostAsync("inventory/restore", new { asOf });
        await Eventually.HoldsAsync(
            async () => (await app.GetAsync(accepted.GetProperty("statusUrl").GetString()!)).Body.GetProperty("status").GetString() == "COMPLETED",
            "the restore is done");
        return (await ItemsAsync(app, accepted.GetProperty("reportUrl").GetString()!))
            .Single(item => item.GetProperty("itemId").GetString() == "tv").GetProperty("action").GetString();
    }

    // Besides, somebody is asked to decide the purchase order.
    private static async Task<IReadOnlyList<JsonElement>> AlertsAsync(RunningOrders app) =>
        [.. (await ItemsAsync(app, "notifications")).Where(notification => !notification.TryGetProperty("purchaseOrderId", out JsonElement id) || id.ValueKind == JsonValueKind.Null)];

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RunningOrders app, string route) =>
        [.. (await app.GetAsync(route)).Body.GetProperty("items").EnumerateArray()];
}
