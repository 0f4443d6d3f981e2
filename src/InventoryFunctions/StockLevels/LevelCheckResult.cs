namespace InventoryFunctions.StockLevels;

/// <summary>What a stock-level check did.</summary>
/// <param name="Low">Whether more was asked for, because the stock was low.</param>
/// <param name="OutOfStock">Whether the item is out of stock now: nothing was left, and nothing had come back meanwhile.</param>
public sealed record LevelCheckResult(bool Low, bool OutOfStock);
