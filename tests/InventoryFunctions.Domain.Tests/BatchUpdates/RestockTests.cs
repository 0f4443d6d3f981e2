using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.BatchUpdates;

public sealed class RestockTests
{
    private const string Execution = "01959e60-0000-7000-8000-000000000000";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly InventoryItem Item = new()
    {
        ItemId = "tv",
        Stock = 5,
        Version = 3,
        LastUpdated = Now.AddDays(-1),
        LastExecutionId = "another",
    };

    [Fact]
    [Trait("Parity", "A3")]
    public void Decide_SoundItem_AddsStockAndNamesTheExecution()
    {
        InventoryItem after = Assert.IsType<RestockOutcome.Restocked>(Restock.Decide(Item, Restock.DefaultAmount, Execution, Now)).Item;

        Assert.Equal(Item with { Stock = 15, Version = 4, LastUpdated = Now, LastExecutionId = Execution }, after);
    }

    [Fact]
    [Trait("Parity", "D9")]
    public void Decide_SameExecutionAgain_ChangesNothing()
    {
        InventoryItem once = Assert.IsType<RestockOutcome.Restocked>(Restock.Decide(Item, 10, Execution, Now)).Item;

        Assert.IsType<RestockOutcome.AlreadyRestocked>(Restock.Decide(once, 10, Execution, Now.AddMinutes(1)));
    }

    [Fact]
    public void Decide_OutOfStockItem_ComesBackInStock()
    {
        InventoryItem empty = Item with { Stock = 0, Status = StockStatus.OutOfStock };

        Assert.Equal(StockStatus.InStock, Assert.IsType<RestockOutcome.Restocked>(Restock.Decide(empty, 10, Execution, Now)).Item.Status);
    }

    [Fact]
    [Trait("Parity", "D12")]
    public void Decide_StockWouldExceedTheLimit_RefusesWithTheNumbers()
    {
        InventoryItem full = Item with { Stock = ItemRules.MaxQuantity - 9 };

        var refused = Assert.IsType<RestockOutcome.Refused>(Restock.Decide(full, 10, Execution, Now));

        Assert.Equal("stock", refused.Rule.Field);
        Assert.Contains("1000000001", refused.Rule.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_StockReachesTheLimitExactly_IsAccepted() =>
        Assert.IsType<RestockOutcome.Restocked>(Restock.Decide(Item with { Stock = ItemRules.MaxQuantity - 10 }, 10, Execution, Now));
}
