namespace InventoryFunctions.Domain.Inventory;

/// <summary>One product and its stock (parity A10, B1).</summary>
public sealed record InventoryItem
{
    /// <summary>The key: see <see cref="Validation.Identifiers"/>.</summary>
    public required string ItemId { get; init; }

    /// <summary>The name a person reads.</summary>
    public string Name { get; init; } = "";

    /// <summary>The category, or empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>The price of one piece, exact (parity A4, A19: decimal money).</summary>
    public decimal Price { get; init; }

    /// <summary>Pieces that can still be reserved; never below zero (parity D1, D12).</summary>
    public int Stock { get; init; }

    /// <summary>At this stock or below, more is ordered (parity B8).</summary>
    public int Threshold { get; init; }

    /// <summary>The least quantity a purchase order asks for on top of what orders lack (parity B5).</summary>
    public int MinPurchaseQuantity { get; init; }

    /// <summary>Whether the item can be reserved.</summary>
    public StockStatus Status { get; init; } = StockStatus.InStock;

    /// <summary>Raised by one with every change; 1 for a new item.</summary>
    public long Version { get; init; }

    /// <summary>When the item last changed.</summary>
    public DateTimeOffset LastUpdated { get; init; }

    /// <summary>The last batch update that changed this item (parity A3), or null. Only batch updates set it.</summary>
    public string? LastExecutionId { get; init; }

    /// <summary>
    /// The item with another stock. Stock above zero makes it <see cref="StockStatus.InStock"/>; at zero the status stays,
    /// because only the stock-level check moves an item out of stock (parity B8).
    /// </summary>
    public InventoryItem WithStock(int stock) =>
        this with { Stock = stock, Status = stock > 0 ? StockStatus.InStock : Status };

    /// <summary>The item as the next version of itself, changed at <see cref="NextTime"/>.</summary>
    public InventoryItem NextVersion(DateTimeOffset now) => this with { Version = Version + 1, LastUpdated = NextTime(now) };

    /// <summary>
    /// When the next change of the item takes place, if it is decided at <paramref name="now"/>: at least a millisecond after the last one, whatever the
    /// clocks of the hosts. So an item's versions and the ids of their change sets (UUID version 7: milliseconds) sort alike.
    /// </summary>
    public DateTimeOffset NextTime(DateTimeOffset now) => LastUpdated.AddMilliseconds(1) is var soonest && soonest > now ? soonest : now;
}
