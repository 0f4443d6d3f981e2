using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace InventoryFunctions.Retail;

/// <summary>
/// The CSV file of a retailer's order lines, in the columns of the Online Retail data set (https://doi.org/10.24432/C5BW33).
/// </summary>
public static class RetailFile
{
    /// <summary>Reads all lines, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">A column is missing or a cell can't be read; the message names the line.</exception>
    public static IReadOnlyList<RetailLine> Read(TextReader orders)
    {
        CsvConfiguration format = new(CultureInfo.InvariantCulture)
        {
            // Who only wants the catalogue needs no dates.
            MissingFieldFound = null,
            HeaderValidated = header =>
            {
                string[] missing = [.. header.InvalidHeaders.SelectMany(invalid => invalid.Names).Except([nameof(RetailLine.InvoiceDate)])];
                if (missing.Length > 0)
                {
                    throw new InvalidDataException($"the file has no column {string.Join(", ", missing)}.");
                }
            },
        };
        using CsvReader reader = new(orders, format, leaveOpen: true);
        reader.Context.RegisterClassMap<Columns>();
        try
        {
            return [.. reader.GetRecords<RetailLine>()];
        }
        catch (CsvHelperException unreadable)
        {
            throw new InvalidDataException($"line {reader.Parser.Row} of the file can't be read: {reader.Parser.RawRecord.Trim()}", unreadable);
        }
    }

    private sealed class Columns : ClassMap<RetailLine>
    {
        public Columns()
        {
            AutoMap(CultureInfo.InvariantCulture);
            Map(line => line.ProductId).Ignore();
        }
    }
}
