using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>A small shop, for tests of orders: what it has, and how one asks for it.</summary>
internal static class Shop
{
    public static InventoryItem[] Items { get; } =
    [
        BatchUpdates.Inventory.Item("tv", 10) with { MinPurchaseQuantity = 7 },
        BatchUpdates.Inventory.Item("desk", 5),
        BatchUpdates.Inventory.Item("chair", 5),
        BatchUpdates.Inventory.Item("lamp", 5) with { Status = StockStatus.OutOfStock },
    ];

    /// <summary>An order of two of them.</summary>
    public static object TwoLines { get; } = new { orderId = "o1", lines = Lines(("tv", 4), ("desk", 2)) };

    public static async Task<RunningOrders> OpenAsync(
        AzuriteFixture azurite, TimeProvider? clock = null, params (string Setting, string Value)[] settings)
    {
        RunningOrders app = await RunningOrders.StartAsync(azurite, clock, settings);
        await app.AddItemsAsync(Items);
        return app;
    }

    public static object[] Lines(params (string ProductId, int Quantity)[] lines) =>
        [.. lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity })];
}
