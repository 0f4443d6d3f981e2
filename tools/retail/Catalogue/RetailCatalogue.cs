using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace InventoryFunctions.Retail.Catalogue;

/// <summary>
/// The products behind a retailer's order lines. A product's code is five digits and perhaps letters; the others (POST, D, M,
/// BANK CHARGES …) are charges and corrections.
/// </summary>
public sealed partial class RetailCatalogue
{
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    private RetailCatalogue(IReadOnlyList<CatalogueItem> items, IReadOnlyList<(string Code, int Lines)> leftOut, int orderLines)
    {
        Items = items;
        LeftOut = leftOut;
        OrderLines = orderLines;
    }

    /// <summary>One item a product, by id.</summary>
    public IReadOnlyList<CatalogueItem> Items { get; }

    /// <summary>Codes that are no products, and how many lines have them.</summary>
    public IReadOnlyList<(string Code, int Lines)> LeftOut { get; }

    /// <summary>The lines that were read.</summary>
    public int OrderLines { get; }

    [GeneratedRegex("^[0-9]{5}[A-Z]*$")]
    private static partial Regex ProductCode { get; }

    /// <summary>Reads order lines, in the order they were placed.</summary>
    public static RetailCatalogue Derive(TextReader orders)
    {
        IReadOnlyList<RetailLine> lines = RetailFile.Read(orders);
        ILookup<bool, IGrouping<string, RetailLine>> codes = lines
            .GroupBy(line => line.ProductId, StringComparer.Ordinal)
            .OrderBy(code => code.Key, StringComparer.Ordinal)
            .ToLookup(code => ProductCode.IsMatch(code.Key));
        return new RetailCatalogue(
            [.. codes[true].Select(code => Item(code.Key, [.. code]))], [.. codes[false].Select(code => (code.Key, code.Count()))], lines.Count);
    }

    /// <summary>Writes the catalogue as CSV.</summary>
    public void Write(TextWriter output)
    {
        using CsvWriter writer = new(output, Csv, leaveOpen: true);
        writer.WriteRecords(Items);
    }

    private static CatalogueItem Item(string code, RetailLine[] lines)
    {
        int sold = lines.Where(line => line.Quantity > 0).Sum(line => line.Quantity);
        return new CatalogueItem
        {
            ItemId = code,
            Name = lines
                .Select(line => line.Description.Trim())
                .Where(name => name.Length > 0)
                .GroupBy(name => name, StringComparer.Ordinal)
                .MaxBy(name => name.Count())?.Key ?? "",
            Price = lines.Where(line => line.UnitPrice > 0).Select(line => (decimal?)line.UnitPrice).LastOrDefault(),
            Stock = sold,
            Threshold = Part(sold, 10),
            MinPurchaseQuantity = Part(sold, 4),
        };
    }

    private static int Part(int sold, int of) => (sold + of - 1) / of;
}
