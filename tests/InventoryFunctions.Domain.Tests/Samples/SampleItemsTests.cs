using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Samples;

namespace InventoryFunctions.Domain.Tests.Samples;

public sealed class SampleItemsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 20)]
    [InlineData(50, 20)]
    [Trait("Parity", "A4")]
    public void Scheduler_AnyBatchSize_IsAtMostTwenty(int batchSize, int count) =>
        Assert.Equal(count, SampleItems.Scheduler(batchSize, Noon).Count);

    [Fact]
    [Trait("Parity", "A4")]
    public void Scheduler_Items_AreTheOriginals()
    {
        IReadOnlyList<InventoryItem> items = SampleItems.Scheduler(50, Noon);

        Assert.All(items, item => Assert.Matches("^ITEM-[0-9a-f]{8}$", item.ItemId));
        Assert.All(items, item => Assert.Empty(ItemRules.Check(item)));
        Assert.All(items, item => Assert.Equal(Noon.AddHours(-1), item.LastUpdated));
        Assert.Equal(["Electronics", "Clothing", "Food", "Books", "Electronics"], items.Take(5).Select(item => item.Category));
        Assert.Equal(("Product 3", 120, 21.99m), (items[2].Name, items[2].Stock, items[2].Price));
        Assert.Equal(items.Select(item => item.ItemId), SampleItems.Scheduler(20, Noon.AddDays(1)).Select(item => item.ItemId));
    }

    [Fact]
    [Trait("Parity", "B1")]
    public void Management_Items_AreTheOriginals()
    {
        IReadOnlyList<InventoryItem> items = SampleItems.Management(Noon);

        Assert.Equal(
            [("tv", 10, 2, 10), ("laptop", 20, 5, 15), ("keyboard", 30, 10, 20), ("mouse", 50, 15, 30), ("monitor", 25, 4, 10), ("desk", 100, 20, 40), ("chair", 40, 12, 30)],
            items.Select(item => (item.ItemId, item.Stock, item.Threshold, item.MinPurchaseQuantity)));
        Assert.All(items, item => Assert.Equal(StockStatus.InStock, item.Status));
    }
}
