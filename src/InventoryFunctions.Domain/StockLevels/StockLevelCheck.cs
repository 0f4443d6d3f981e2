using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.StockLevels;

/// <summary>What a change of an item's stock calls for (parity B7, B8).</summary>
public static class StockLevelCheck
{
    /// <summary>Whether the item, as a change left it, needs a check: it is in stock, and its stock is low or gone.</summary>
    public static bool IsNeeded(InventoryItem item) => item.Status == StockStatus.InStock && (IsLow(item) || IsGone(item));

    /// <summary>Whether more of it is to be bought: the stock is at the threshold or below.</summary>
    public static bool IsLow(InventoryItem item) => item.Stock <= item.Threshold;

    /// <summary>Whether nothing is left.</summary>
    public static bool IsGone(InventoryItem item) => item.Stock == 0;

    /// <summary>
    /// The item marked <see cref="StockStatus.OutOfStock"/>, or null where it must not be, because stock has come back (parity D8), or need not be, because
    /// it is marked already.
    /// </summary>
    public static InventoryItem? MarkOutOfStock(InventoryItem present, DateTimeOffset now) =>
        IsGone(present) && present.Status == StockStatus.InStock ? present.NextVersion(now) with { Status = StockStatus.OutOfStock } : null;
}
