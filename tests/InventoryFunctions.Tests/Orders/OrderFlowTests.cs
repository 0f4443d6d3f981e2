using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Orders from the HTTP call through bus, queue and orchestration to what can be read of them.</summary>
public sealed class OrderFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly InventoryItem Tv = BatchUpdates.Inventory.Item("tv", 10) with { MinPurchaseQuantity = 7 };

    [Fact]
    [Trait("Parity", "B4")]
    public async Task Order_OfWhatIsThere_IsReserved()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(Tv);

        JsonElement order = await app.PlacedAndDecidedAsync(new { productId = "tv", quantity = 4 });

        string orderId = order.GetProperty("orderId").GetString()!;
        Assert.Equal("Reserved", order.GetProperty("status").GetString());
        Assert.Equal(4, order.GetProperty("lines")[0].GetProperty("reservedQuantity").GetInt32());
        Assert.Equal(6, (await app.ItemAsync("tv")).Stock);
        await Eventually.HoldsAsync(() => app.Bus.Of<StockReserved>(orderId).Count == 1, "the event is published");
        Assert.Equal(new StockReserved("tv", orderId, 4), app.Bus.Of<StockReserved>(orderId).Single());
        Assert.Empty(app.Bus.Of<CreatePurchaseOrder>(orderId));
    }
}
