namespace InventoryFunctions.Retail;

/// <summary>One line of a retailer's order file, as it stands there; the other columns are of no concern here.</summary>
public sealed record RetailLine
{
    /// <summary>The order's number; those of returns begin with C.</summary>
    public string InvoiceNo { get; init; } = "";

    /// <summary>The product's code, or that of a charge or correction (POST, D, M, BANK CHARGES …).</summary>
    public string StockCode { get; init; } = "";

    /// <summary>What the product was called on this line; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The pieces; below zero for what came back.</summary>
    public int Quantity { get; init; }

    /// <summary>When the order was placed, in the retailer's own time. Files without this column have none.</summary>
    public DateTime? InvoiceDate { get; init; }

    /// <summary>The price of one piece; zero on corrections.</summary>
    public decimal UnitPrice { get; init; }

    /// <summary>The code as the id of an item: the file writes some codes in both cases.</summary>
    public string ProductId => StockCode.Trim().ToUpperInvariant();
}
