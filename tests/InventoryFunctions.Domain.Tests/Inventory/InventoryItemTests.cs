using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.Inventory;

public sealed class InventoryItemTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InventoryItem Item = new() { ItemId = "tv", Stock = 3, Version = 7, LastExecutionId = "run" };

    [Fact]
    [Trait("Parity", "B8")]
    public void WithStock_AnyStockAndStatus_IsInStockWhereThereIsStockAndElseStays() => Prop
        .ForAll<NonNegativeInt, bool>((stock, inStock) =>
        {
            StockStatus before = inStock ? StockStatus.InStock : StockStatus.OutOfStock;
            InventoryItem after = (Item with { Status = before }).WithStock(stock.Get);
            return after == Item with { Stock = stock.Get, Status = stock.Get > 0 ? StockStatus.InStock : before };
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void NextVersion_AnyVersion_IsOneMoreAndOfThatTime() => Prop
        .ForAll<NonNegativeInt, PositiveInt>((version, seconds) =>
        {
            DateTimeOffset now = Noon.AddSeconds(seconds.Get);
            InventoryItem before = Item with { Version = version.Get, LastUpdated = Noon };
            return before.NextVersion(now) == before with { Version = version.Get + 1L, LastUpdated = now };
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-3600_000)]
    [InlineData(0.5)]
    public void NextVersion_ByAClockThatIsBehind_ComesAMillisecondAfterTheLastChange(double milliseconds)
    {
        InventoryItem before = Item with { LastUpdated = Noon };

        Assert.Equal(Noon.AddMilliseconds(1), before.NextVersion(Noon.AddMilliseconds(milliseconds)).LastUpdated);
    }

    [Theory]
    [InlineData(StockStatus.InStock, "IN STOCK")]
    [InlineData(StockStatus.OutOfStock, "OUT OF STOCK")]
    [Trait("Parity", "B1")]
    public void StatusNames_ThereAndBack_AreTheOriginals(StockStatus status, string text)
    {
        Assert.Equal(text, StockStatusNames.ToText(status));
        Assert.Equal(status, StockStatusNames.Parse(text));
        Assert.Null(StockStatusNames.Parse("AVAILABLE"));
    }
}
