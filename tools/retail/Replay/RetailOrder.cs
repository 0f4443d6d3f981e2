namespace InventoryFunctions.Retail.Replay;

/// <summary>An invoice as an order.</summary>
/// <param name="OrderId">The number of the invoice, so that a second replay sends the same orders.</param>
/// <param name="PlacedAt">The time of its first line, in the retailer's own time; null where the file has none.</param>
/// <param name="Lines">One per product, in the order of the file.</param>
public sealed record RetailOrder(string OrderId, DateTime? PlacedAt, IReadOnlyList<RetailOrderLine> Lines)
{
    /// <summary>The orders of a file, in the order they were placed.</summary>
    /// <remarks>
    /// Nothing is filtered: a return goes out with its negative quantity, a charge as the product that it is not. What is wrong with an order is for
    /// the system to say.
    /// </remarks>
    public static IReadOnlyList<RetailOrder> Of(IEnumerable<RetailLine> lines) =>
    [
        .. lines
            .GroupBy(line => line.InvoiceNo.Trim(), StringComparer.Ordinal)
            .Select(invoice => new RetailOrder(invoice.Key, invoice.Min(line => line.InvoiceDate), LinesOf(invoice)))
            .OrderBy(order => order.PlacedAt),
    ];

    private static IReadOnlyList<RetailOrderLine> LinesOf(IEnumerable<RetailLine> invoice) =>
    [
        .. invoice
            .GroupBy(line => line.ProductId, StringComparer.Ordinal)
            .Select(product => new RetailOrderLine(product.Key, product.Sum(line => (long)line.Quantity), product.Count())),
    ];
}
