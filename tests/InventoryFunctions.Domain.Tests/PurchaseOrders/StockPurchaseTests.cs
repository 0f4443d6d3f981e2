using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.Domain.Tests.PurchaseOrders;

public sealed class StockPurchaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Parity", "B5")]
    public void Of_ItemOutOfStock_AddsThePiecesAndPutsItInStock()
    {
        StockPurchase purchase = StockPurchase.Of(Item(0) with { Status = StockStatus.OutOfStock }, 210, Now);

        Assert.Equal((210, StockStatus.InStock, 2), (purchase.After.Stock, purchase.After.Status, purchase.After.Version));
        Assert.Equal((210, null), (purchase.Added, purchase.Note));
    }

    [Fact]
    public void Of_MoreThanAStockHolds_AddsWhatItHoldsAndSaysSo()
    {
        StockPurchase purchase = StockPurchase.Of(Item(ItemRules.MaxQuantity - 3), 10, Now);

        Assert.Equal((ItemRules.MaxQuantity, 3), (purchase.After.Stock, purchase.Added));
        Assert.Contains("of 10 pieces 3 were added", purchase.Note, StringComparison.Ordinal);
    }

    private static InventoryItem Item(int stock) => new() { ItemId = "tv", Stock = stock, Version = 1, LastUpdated = Now.AddDays(-1) };
}
