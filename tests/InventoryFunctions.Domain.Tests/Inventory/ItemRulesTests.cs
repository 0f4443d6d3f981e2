using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Tests.Inventory;

[Trait("Parity", "D12")]
public sealed class ItemRulesTests
{
    private static readonly InventoryItem Sound = new() { ItemId = "tv", Name = "TV", Category = "Electronics", Price = 19.99m, Stock = 3 };

    [Fact]
    public void Check_SoundItem_FindsNothing() => Assert.Empty(ItemRules.Check(Sound));

    public static TheoryData<InventoryItem, string> BrokenItems => new()
    {
        { Sound with { ItemId = "a/b" }, "itemId" },
        { Sound with { Name = new string('x', ItemRules.MaxNameLength + 1) }, "name" },
        { Sound with { Name = "a\nb" }, "name" },
        { Sound with { Category = new string('x', ItemRules.MaxCategoryLength + 1) }, "category" },
        { Sound with { Price = -0.01m }, "price" },
        { Sound with { Price = 0.00001m }, "price" },
        { Sound with { Price = ItemRules.MaxPrice + 0.0001m }, "price" },
        { Sound with { Stock = -1 }, "stock" },
        { Sound with { Stock = ItemRules.MaxQuantity + 1 }, "stock" },
        { Sound with { Threshold = -1 }, "threshold" },
        { Sound with { MinPurchaseQuantity = -1 }, "minPurchaseQuantity" },
    };

    [Theory]
    [MemberData(nameof(BrokenItems))]
    public void Check_BrokenField_NamesIt(InventoryItem item, string field) =>
        Assert.Equal([field], ItemRules.Check(item).Select(rule => rule.Field));

    [Fact]
    public void Check_SeveralBrokenFields_NamesAll() => Assert.Equal(
        ["itemId", "price", "stock"],
        ItemRules.Check(Sound with { ItemId = "", Price = -1, Stock = -1 }).Select(rule => rule.Field));

    [Fact]
    public void Check_AnyQuantities_BreakARuleExactlyWhereTheyAreOutOfRange() => Prop
        .ForAll<int, int, int>((stock, threshold, minPurchaseQuantity) =>
        {
            int outOfRange = new[] { stock, threshold, minPurchaseQuantity }.Count(n => n is < 0 or > ItemRules.MaxQuantity);
            return ItemRules.Check(Sound with { Stock = stock, Threshold = threshold, MinPurchaseQuantity = minPurchaseQuantity }).Count == outOfRange;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Parity", "A19")]
    public void Check_AnyPriceInTenThousandths_IsSound() => Prop
        .ForAll<NonNegativeInt>(units => ItemRules.Check(Sound with { Price = units.Get / 10_000m }).Count == 0)
        .QuickCheckThrowOnFailure();
}
