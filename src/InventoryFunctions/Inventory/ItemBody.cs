using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Inventory;

/// <summary>
/// The body of a PUT: the whole item as a person may state it. What is left out takes its default, as PUT replaces. Quantities are decimals, so that a fraction
/// or a number too large breaks the rule for quantities and not that for numbers.
/// </summary>
public sealed record ItemBody
{
    private const string ItemIdField = "itemId";

    /// <summary>The item's id; where given, it must be the one in the address.</summary>
    public string? ItemId { get; init; }

    /// <summary>The name. The default value is empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The category. The default value is empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>The price of one piece. The default value is 0.</summary>
    public decimal Price { get; init; }

    /// <summary>Pieces that can be reserved. The default value is 0.</summary>
    public decimal Stock { get; init; }

    /// <summary>At this stock or below, more is ordered. The default value is 0.</summary>
    public decimal Threshold { get; init; }

    /// <summary>The least quantity of a purchase order on top of what orders lack. The default value is 0.</summary>
    public decimal MinPurchaseQuantity { get; init; }

    /// <summary>The status. Left out: in stock where there is stock, else as it was.</summary>
    public StockStatus? Status { get; init; }

    /// <summary>Read only: accepted, so that an item can be sent back as it was read, and not looked at.</summary>
    public long? Version { get; init; }

    /// <summary>Read only, like <see cref="Version"/>.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>Read only, like <see cref="Version"/>.</summary>
    public string? LastExecutionId { get; init; }

    /// <summary>Every rule that the body breaks as item <paramref name="itemId"/>; empty where it is sound.</summary>
    public IReadOnlyList<BrokenRule> Check(string itemId) =>
        ItemId is null || ItemId == itemId
            ? ItemRules.Check(ToItem(itemId, null))
            : [new BrokenRule(ItemIdField, "must be the id in the address, or be left out"), .. ItemRules.Check(ToItem(itemId, null))];

    /// <summary>The item that the body asks for in place of <paramref name="before"/>.</summary>
    public InventoryItem ToItem(string itemId, InventoryItem? before)
    {
        InventoryItem item = new InventoryItem
        {
            ItemId = itemId,
            Name = Name,
            Category = Category,
            Price = Price,
            Threshold = Whole(Threshold),
            MinPurchaseQuantity = Whole(MinPurchaseQuantity),
            Status = before?.Status ?? StockStatus.InStock,
        }.WithStock(Whole(Stock));
        return item with { Status = Status ?? item.Status };
    }

    // What is no whole number breaks the rule for quantities as -1 does.
    private static int Whole(decimal quantity) => quantity is >= 0 and <= ItemRules.MaxQuantity && decimal.IsInteger(quantity) ? (int)quantity : -1;
}
