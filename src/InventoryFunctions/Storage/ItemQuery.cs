using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Storage;

/// <summary>Which items to list; null asks nothing.</summary>
public sealed record ItemQuery
{
    /// <summary>Last updated at or after this time.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Last updated before this time.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Of this status.</summary>
    public StockStatus? Status { get; init; }

    /// <summary>Of exactly this category.</summary>
    public string? Category { get; init; }

    /// <summary>Whether the query asks for a range of last updates (parity A10, D11).</summary>
    public bool ByLastUpdate => UpdatedSince is not null || UpdatedBefore is not null;
}
