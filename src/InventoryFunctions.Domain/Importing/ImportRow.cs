namespace InventoryFunctions.Domain.Importing;

/// <summary>One sound row of an import. What is null was not given and leaves the item as it is.</summary>
public sealed record ImportRow
{
    /// <summary>The row's line in the file; the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The price.</summary>
    public decimal? Price { get; init; }

    /// <summary>The stock, or what is added to it: see <see cref="ImportMode"/>.</summary>
    public int? Stock { get; init; }

    /// <summary>The threshold.</summary>
    public int? Threshold { get; init; }

    /// <summary>The least purchase quantity.</summary>
    public int? MinPurchaseQuantity { get; init; }
}
