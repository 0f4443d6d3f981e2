namespace InventoryFunctions.Domain.Inventory;

/// <summary>The words that stand for a <see cref="StockStatus"/> in storage, files and the API.</summary>
public static class StockStatusNames
{
    /// <summary>The word for <see cref="StockStatus.InStock"/>.</summary>
    public const string InStock = "IN STOCK";

    /// <summary>The word for <see cref="StockStatus.OutOfStock"/>.</summary>
    public const string OutOfStock = "OUT OF STOCK";

    /// <summary>The word for <paramref name="status"/>.</summary>
    public static string ToText(StockStatus status) => status == StockStatus.InStock ? InStock : OutOfStock;

    /// <summary>The status that <paramref name="text"/> stands for, or null where it is neither word. Case does not matter.</summary>
    public static StockStatus? Parse(string? text) =>
        string.Equals(text, InStock, StringComparison.OrdinalIgnoreCase) ? StockStatus.InStock
        : string.Equals(text, OutOfStock, StringComparison.OrdinalIgnoreCase) ? StockStatus.OutOfStock
        : null;
}
