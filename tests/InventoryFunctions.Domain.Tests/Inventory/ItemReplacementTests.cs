using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.Inventory;

public sealed class ItemReplacementTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InventoryItem Stored = new()
    {
        ItemId = "tv", Name = "TV", Price = 19.99m, Stock = 3, Version = 7, LastUpdated = Noon.AddDays(-1), LastExecutionId = "run",
    };

    private static readonly InventoryItem Wanted = new() { ItemId = "tv", Name = "TV", Price = 19.99m, Stock = 3 };

    [Fact]
    public void Decide_NothingThere_CreatesVersionOne() =>
        Assert.Equal(Wanted with { Version = 1, LastUpdated = Noon }, ItemReplacement.Decide(null, Wanted, Noon));

    [Fact]
    public void Decide_Another_IsTheNextVersionAndKeepsTheLastExecution() => Assert.Equal(
        Stored with { Name = "Television", Version = 8, LastUpdated = Noon },
        ItemReplacement.Decide(Stored, Wanted with { Name = "Television" }, Noon));

    [Fact]
    public void Decide_TheSameAgain_ChangesNothing() => Assert.Null(ItemReplacement.Decide(Stored, Wanted, Noon));

    [Fact]
    public void Decide_TheSamePriceWrittenOtherwise_ChangesNothing() =>
        Assert.Null(ItemReplacement.Decide(Stored, Wanted with { Price = 19.990m }, Noon));
}
