namespace InventoryFunctions.Catalogue;

/// <summary>One line of the orders file; the other columns are of no concern here.</summary>
internal sealed record OrderLine
{
    public string StockCode { get; init; } = "";

    public string Description { get; init; } = "";

    public int Quantity { get; init; }

    public decimal UnitPrice { get; init; }
}
