using CsvHelper.Configuration.Attributes;

namespace InventoryFunctions.Retail.Catalogue;

/// <summary>One line of the catalogue, as <c>POST /inventory/import</c> takes it.</summary>
public sealed record CatalogueItem
{
    /// <summary>The stock code, in capitals.</summary>
    [Name("itemId")]
    public required string ItemId { get; init; }

    /// <summary>The description that most order lines have; of equally frequent ones the first.</summary>
    [Name("name")]
    public required string Name { get; init; }

    /// <summary>The last price above zero that it was sold for, or null where it never was.</summary>
    [Name("price")]
    public decimal? Price { get; init; }

    /// <summary>The pieces that were sold; returns don't count.</summary>
    [Name("stock")]
    public int Stock { get; init; }

    /// <summary>A tenth of the stock, rounded up.</summary>
    [Name("threshold")]
    public int Threshold { get; init; }

    /// <summary>A quarter of the stock, rounded up.</summary>
    [Name("minPurchaseQuantity")]
    public int MinPurchaseQuantity { get; init; }
}
