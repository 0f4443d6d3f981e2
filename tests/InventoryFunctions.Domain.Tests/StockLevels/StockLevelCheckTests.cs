using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.StockLevels;

namespace InventoryFunctions.Domain.Tests.StockLevels;

public sealed class StockLevelCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [Trait("Parity", "B7")]
    [InlineData(6, 5, StockStatus.InStock, false)]
    [InlineData(5, 5, StockStatus.InStock, true)]
    [InlineData(4, 5, StockStatus.InStock, true)]
    [InlineData(0, 0, StockStatus.InStock, true)]
    [InlineData(1, 0, StockStatus.InStock, false)]
    [InlineData(0, 5, StockStatus.OutOfStock, false)]
    [InlineData(4, 5, StockStatus.OutOfStock, false)]
    public void IsNeeded_StockThresholdAndStatus_OnlyForLowOrGoneStockThatIsInStock(int stock, int threshold, StockStatus status, bool needed) =>
        Assert.Equal(needed, StockLevelCheck.IsNeeded(Item(stock, threshold, status)));

    [Fact]
    [Trait("Parity", "B8")]
    public void MarkOutOfStock_NothingLeft_IsTheNextVersionOutOfStock()
    {
        InventoryItem item = Item(0, 5, StockStatus.InStock);

        Assert.Equal(item.NextVersion(Now) with { Status = StockStatus.OutOfStock }, StockLevelCheck.MarkOutOfStock(item, Now));
    }

    [Theory]
    [Trait("Parity", "D8")]
    [InlineData(1, StockStatus.InStock)]
    [InlineData(0, StockStatus.OutOfStock)]
    public void MarkOutOfStock_StockCameBackOrMarkedAlready_ChangesNothing(int stock, StockStatus status) =>
        Assert.Null(StockLevelCheck.MarkOutOfStock(Item(stock, 5, status), Now));

    private static InventoryItem Item(int stock, int threshold, StockStatus status) =>
        new() { ItemId = "tv", Stock = stock, Threshold = threshold, Status = status, Version = 1 };
}
