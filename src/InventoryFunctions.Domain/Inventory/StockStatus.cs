namespace InventoryFunctions.Domain.Inventory;

/// <summary>Whether an item can be reserved (parity B1, B4, B8). Written as <c>IN STOCK</c> and <c>OUT OF STOCK</c>.</summary>
public enum StockStatus
{
    /// <summary>The item can be reserved as far as its stock goes.</summary>
    InStock,

    /// <summary>A stock-level check found the stock at zero; nothing is reserved until stock comes back.</summary>
    OutOfStock,
}
