using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Events;
using InventoryFunctions.Retention;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.Retention;

/// <summary>Events delivered after retention may have removed what was decided about them.</summary>
[Trait("Parity", "D4")]
public sealed class LateEventsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(19, false)]
    [InlineData(19.5, true)]
    [InlineData(400, true)]
    public void Refuse_OfAnAge_FromADayBeforeRetentionRemovesAnything(double days, bool refused)
    {
        Exception? failure = Record.Exception(() => LateEvents.Refuse(
            InventoryEvents.Create("o1", Now.AddDays(-days), new NewOrderReceived("o1", ProductId: "tv", Quantity: 1)), TimeSpan.FromDays(20), RetentionOptions.OrdersSetting, Now));

        Assert.Equal(refused, failure is InvalidEventException);
        Assert.Equal(refused, failure?.Message.Contains("Retention__Orders", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task OrderAndPurchaseRequest_RedrivenAYearLater_AreKeptWithTheReasonAndDecidedNoMore()
    {
        await using RunningOrders app = await RunningOrders.StartAsync(azurite);
        await app.AddItemsAsync(new InventoryItem { ItemId = "tv", Stock = 10, Version = 1, LastUpdated = DateTimeOffset.UnixEpoch });
        DateTimeOffset then = TimeProvider.System.GetUtcNow().AddDays(-400);

        await app.Bus.PublishAsync(
            [
                InventoryEvents.Create("o1", then, new NewOrderReceived("o1", ProductId: "tv", Quantity: 1)),
                InventoryEvents.Create("o1/tv/create-purchase-order", then, new CreatePurchaseOrder("tv", 10, 5)),
            ],
            default);

        foreach (string queue in (string[])["orders", "purchase-orders"])
        {
            IReadOnlyList<JsonElement> poison = [];
            await Eventually.HoldsAsync(async () => (poison = await ItemsAsync(app, $"poison/{queue}")).Count == 1, "the event is refused");
            Assert.StartsWith("time is ", poison[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        Assert.Null(await app.Orders.FindAsync("o1", default));
        Assert.Empty(await ItemsAsync(app, "purchase-orders"));
        Assert.Equal(10, (await app.ItemAsync("tv")).Stock);
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RunningOrders app, string route) =>
        [.. (await app.GetAsync(route)).Body.GetProperty("items").EnumerateArray()];
}
