using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Inventory;

/// <summary>What an item must be, whichever entrance it comes in by (parity D12).</summary>
public static class ItemRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 512;

    /// <summary>The longest category, in characters.</summary>
    public const int MaxCategoryLength = 128;

    /// <summary>The largest stock, threshold and purchase quantity; sums of two of them still fit an <see cref="int"/>.</summary>
    public const int MaxQuantity = 1_000_000_000;

    /// <summary>The highest price.</summary>
    public const decimal MaxPrice = 1_000_000_000m;

    /// <summary>The most decimals a price has.</summary>
    public const int MaxPriceDecimals = 4;

    /// <summary>The rule for quantities in words.</summary>
    public static string QuantityRule { get; } = FormattableString.Invariant($"must be a whole number from 0 to {MaxQuantity:N0}");

    /// <summary>The rule for prices in words.</summary>
    public static string PriceRule { get; } =
        FormattableString.Invariant($"must be a number from 0 to {MaxPrice:N0} with at most {MaxPriceDecimals} decimals");

    /// <summary>Every rule that <paramref name="item"/> breaks; empty where it is sound.</summary>
    public static IReadOnlyList<BrokenRule> Check(InventoryItem item)
    {
        List<BrokenRule> broken = [];
        if (Identifiers.Check("itemId", item.ItemId) is { } id)
        {
            broken.Add(id);
        }

        CheckText("name", item.Name, MaxNameLength);
        CheckText("category", item.Category, MaxCategoryLength);
        if (item.Price is < 0 or > MaxPrice || item.Price != decimal.Round(item.Price, MaxPriceDecimals))
        {
            broken.Add(new BrokenRule("price", PriceRule));
        }

        CheckQuantity("stock", item.Stock);
        CheckQuantity("threshold", item.Threshold);
        CheckQuantity("minPurchaseQuantity", item.MinPurchaseQuantity);
        return broken;

        void CheckText(string field, string text, int maxLength)
        {
            if (text.Length > maxLength || text.Any(char.IsControl))
            {
                broken.Add(new BrokenRule(field, $"must be at most {maxLength} characters without control characters"));
            }
        }

        void CheckQuantity(string field, int quantity)
        {
            if (quantity is < 0 or > MaxQuantity)
            {
                broken.Add(new BrokenRule(field, QuantityRule));
            }
        }
    }
}
