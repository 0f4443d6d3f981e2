using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.Importing;

public sealed class ImportDecisionTests
{
    private static readonly InventoryItem Lamp = new()
    {
        ItemId = "lamp",
        Name = "Lamp",
        Category = "Light",
        Price = 9.5m,
        Stock = 3,
        Threshold = 2,
        MinPurchaseQuantity = 4,
        Version = 6,
        LastExecutionId = "e1",
    };

    private static readonly ImportRow Nothing = new() { Line = 2, ItemId = "lamp" };

    [Fact]
    public void Set_GivenCells_ReplaceAndOthersStay()
    {
        ImportOutcome outcome = ImportDecision.Decide(Lamp, Nothing with { Stock = 8, Price = 10 }, ImportMode.Set);

        Assert.Equal(new ImportOutcome.Changed(Lamp with { Stock = 8, Price = 10 }), outcome);
    }

    [Fact]
    public void Set_SameValues_Unchanged() =>
        Assert.IsType<ImportOutcome.Unchanged>(ImportDecision.Decide(Lamp, Nothing with { Name = "Lamp", Price = 9.50m, Stock = 3 }, ImportMode.Set));

    [Fact]
    public void Set_NewItem_GetsDefaults() => Assert.Equal(
        new ImportOutcome.Created(new InventoryItem { ItemId = "lamp", Name = "L", Stock = 1 }),
        ImportDecision.Decide(null, Nothing with { Name = "L", Stock = 1 }, ImportMode.Set));

    [Fact]
    public void Add_Delta_IsAdded() => Assert.Equal(
        new ImportOutcome.Changed(Lamp with { Stock = 1 }), ImportDecision.Decide(Lamp, Nothing with { Stock = -2 }, ImportMode.Add));

    [Fact]
    public void Add_BelowZero_RefusedWithTheSum()
    {
        ImportOutcome outcome = ImportDecision.Decide(Lamp, Nothing with { Stock = -4 }, ImportMode.Add);

        Assert.EndsWith("but 3 - 4 is -1", Assert.IsType<ImportOutcome.Refused>(outcome).Rule.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OverTheLimit_Refused() => Assert.IsType<ImportOutcome.Refused>(
        ImportDecision.Decide(Lamp, Nothing with { Stock = ItemRules.MaxQuantity }, ImportMode.Add));

    [Fact]
    public void Add_TakesFromNothing_Refused() =>
        Assert.IsType<ImportOutcome.Refused>(ImportDecision.Decide(null, Nothing with { Stock = -1 }, ImportMode.Add));

    [Fact]
    public void Add_OtherCells_Replace() => Assert.Equal(
        new ImportOutcome.Changed(Lamp with { Stock = 4, Name = "Big lamp" }),
        ImportDecision.Decide(Lamp, Nothing with { Stock = 1, Name = "Big lamp" }, ImportMode.Add));

    [Fact]
    public void Set_StockComesBack_ItemIsInStock()
    {
        InventoryItem soldOut = Lamp with { Stock = 0, Status = StockStatus.OutOfStock };

        ImportOutcome outcome = ImportDecision.Decide(soldOut, Nothing with { Stock = 5 }, ImportMode.Set);

        Assert.Equal(StockStatus.InStock, Assert.IsType<ImportOutcome.Changed>(outcome).Item.Status);
    }

    [Fact]
    public void Set_PriceOnly_LeavesTheStatus()
    {
        InventoryItem soldOut = Lamp with { Stock = 0, Status = StockStatus.OutOfStock };

        ImportOutcome outcome = ImportDecision.Decide(soldOut, Nothing with { Price = 1 }, ImportMode.Set);

        Assert.Equal(StockStatus.OutOfStock, Assert.IsType<ImportOutcome.Changed>(outcome).Item.Status);
    }
}
