using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Tests.Importing;

public sealed class ImportPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Make_SetTwice_LastRowWinsInOneVersion()
    {
        ImportPlan plan = Make(ImportMode.Set, Item("a", 1), Row(2, "a", 5), Row(3, "a", 7));

        InventoryItem after = Assert.Single(plan.Changes).After!;
        Assert.Equal((7, 5L, Now), (after.Stock, after.Version, after.LastUpdated));
        Assert.Equal(ImportCounts.None with { Changed = 2 }, plan.Counts);
    }

    [Fact]
    public void Make_AddTwice_AddsUp() =>
        Assert.Equal(13, Assert.Single(Make(ImportMode.Add, Item("a", 1), Row(2, "a", 5), Row(3, "a", 7)).Changes).After!.Stock);

    [Fact]
    public void Make_RowRefusedInBetween_OthersApply()
    {
        ImportPlan plan = Make(ImportMode.Add, Item("a", 1), Row(2, "a", 5), Row(3, "a", -100), Row(4, "a", -6));

        Assert.Equal(0, Assert.Single(plan.Changes).After!.Stock);
        Assert.Equal((3, "a"), (Assert.Single(plan.Errors).Line, plan.Errors[0].ItemId));
        Assert.Equal(new ImportCounts(0, 2, 0, 1), plan.Counts);
    }

    [Fact]
    public void Make_NewItemTwice_CreatedOnceAsVersion1()
    {
        ImportPlan plan = Make(ImportMode.Set, null, Row(2, "a", 5), Row(3, "a", 7));

        Assert.Null(Assert.Single(plan.Changes).Before);
        Assert.Equal(1, plan.Changes[0].After!.Version);
        Assert.Equal(new ImportCounts(1, 1, 0, 0), plan.Counts);
    }

    [Fact]
    public void Make_ThereAndBack_ChangesNothing()
    {
        ImportPlan plan = Make(ImportMode.Add, Item("a", 1), Row(2, "a", 5), Row(3, "a", -5));

        Assert.Empty(plan.Changes);
        Assert.Equal(2, plan.Counts.Processed);
    }

    [Fact]
    public void Make_Obstacle_RefusesTheRow()
    {
        BrokenRule obstacle = new("itemId", "is broken");

        ImportPlan plan = ImportPlan.Make([Row(2, "a", 5)], ImportMode.Set, _ => new ImportTarget(null, obstacle), Now);

        Assert.Equal(obstacle, Assert.Single(plan.Errors).Rule);
        Assert.Empty(plan.Changes);
    }

    private static ImportPlan Make(ImportMode mode, InventoryItem? present, params ImportRow[] rows) =>
        ImportPlan.Make(rows, mode, _ => new ImportTarget(present), Now);

    private static InventoryItem Item(string id, int stock) => new() { ItemId = id, Stock = stock, Version = 4 };

    private static ImportRow Row(int line, string id, int stock) => new() { Line = line, ItemId = id, Stock = stock };
}
