using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What an approved purchase order does to its item (parity B5): more stock, and in stock again.</summary>
/// <param name="After">The item's next version.</param>
/// <param name="Added">Pieces added.</param>
/// <param name="Note">Why not all of them, or null.</param>
public sealed record StockPurchase(InventoryItem After, int Added, string? Note)
{
    /// <summary>Adds <paramref name="quantity"/> pieces to <paramref name="item"/>, as far as a stock can hold them.</summary>
    public static StockPurchase Of(InventoryItem item, int quantity, DateTimeOffset now)
    {
        int added = Math.Min(quantity, ItemRules.MaxQuantity - item.Stock);
        string? note = added == quantity
            ? null
            : FormattableString.Invariant($"A stock holds {ItemRules.MaxQuantity:N0} pieces at most: of {quantity} pieces {added} were added.");
        return new StockPurchase(item.WithStock(item.Stock + added).NextVersion(now), added, note);
    }
}
