using System.Globalization;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>
/// Reads rows under one header. Blanks around a cell don't count; an empty cell gives nothing. Numbers are written plainly, with a
/// decimal point and without thousands separators.
/// </summary>
public sealed class ImportRowParser(ImportHeader header, ImportMode mode)
{
    /// <summary>The name errors carry that concern a row as a whole.</summary>
    public const string WholeRow = "row";

    private const char NotUtf8 = '\uFFFD';

    private static readonly string DeltaRule =
        FormattableString.Invariant($"must be a whole number from {-ItemRules.MaxQuantity:N0} to {ItemRules.MaxQuantity:N0}, the pieces to add");

    private readonly ImportColumn[] columns = [.. header.Columns];
    private readonly int itemId = header.Columns.ToList().IndexOf(ImportColumn.ItemId);

    /// <summary>The error of a row with a quotation mark where none can be.</summary>
    public static ImportError Misquoted(int line) => new(
        line, null, new BrokenRule(WholeRow, "must have quotation marks only around whole cells, and double ones within them"), null);

    /// <summary>The row, or null and every rule that its cells break.</summary>
    /// <param name="line">Its line in the file.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="errors">Receives the broken rules.</param>
    public ImportRow? Parse(int line, IReadOnlyList<string> cells, ICollection<ImportError> errors)
    {
        if (cells.Count != columns.Length)
        {
            errors.Add(new ImportError(line, null, new BrokenRule(WholeRow, $"has {cells.Count} cells, but the header has {columns.Length} columns"), null));
            return null;
        }

        int before = errors.Count;
        string id = cells[itemId].Trim();
        ImportRow row = new() { Line = line, ItemId = "" };
        for (int i = 0; i < cells.Count; i++)
        {
            string cell = cells[i].Trim();
            if (cell.Contains(NotUtf8, StringComparison.Ordinal))
            {
                Refuse(columns[i], "must be UTF-8", cell);
            }
            else if (cell.Length > 0)
            {
                row = Read(row, columns[i], cell);
            }
        }

        HashSet<string> refused = [.. errors.Skip(before).Select(error => error.Rule.Field)];
        foreach (BrokenRule rule in CheckLimits(row).Where(rule => !refused.Contains(rule.Field)))
        {
            int index = Array.FindIndex(columns, column => ImportHeader.NameOf(column) == rule.Field);
            Refuse(columns[index], rule.Rule, cells[index].Trim());
        }

        return errors.Count > before ? null : row;

        ImportRow Read(ImportRow row, ImportColumn column, string cell) => column switch
        {
            ImportColumn.ItemId => row with { ItemId = cell },
            ImportColumn.Name => row with { Name = cell },
            ImportColumn.Category => row with { Category = cell },
            ImportColumn.Price => row with { Price = Price(cell) },
            ImportColumn.Stock => row with { Stock = Whole(column, cell, mode == ImportMode.Add ? DeltaRule : ItemRules.QuantityRule) },
            ImportColumn.Threshold => row with { Threshold = Whole(column, cell, ItemRules.QuantityRule) },
            _ => row with { MinPurchaseQuantity = Whole(column, cell, ItemRules.QuantityRule) },
        };

        int? Whole(ImportColumn column, string cell, string rule)
        {
            if (int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                return number;
            }

            Refuse(column, rule, cell);
            return null;
        }

        decimal? Price(string cell)
        {
            if (decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price))
            {
                return price;
            }

            Refuse(ImportColumn.Price, ItemRules.PriceRule, cell);
            return null;
        }

        void Refuse(ImportColumn column, string rule, string cell) =>
            errors.Add(new ImportError(
                line,
                Identifiers.IsValid(id) ? id : null,
                new BrokenRule(ImportHeader.NameOf(column), rule),
                Shortened.Text(cell)));
    }

    // The limits of an item; of a stock to add, only that it can be one.
    private IEnumerable<BrokenRule> CheckLimits(ImportRow row)
    {
        bool adds = mode == ImportMode.Add;
        IReadOnlyList<BrokenRule> broken = ItemRules.Check(new InventoryItem
        {
            ItemId = row.ItemId,
            Name = row.Name ?? "",
            Category = row.Category ?? "",
            Price = row.Price ?? 0,
            Stock = adds ? 0 : row.Stock ?? 0,
            Threshold = row.Threshold ?? 0,
            MinPurchaseQuantity = row.MinPurchaseQuantity ?? 0,
        });
        return adds && row.Stock is < -ItemRules.MaxQuantity or > ItemRules.MaxQuantity
            ? broken.Append(new BrokenRule(ImportHeader.NameOf(ImportColumn.Stock), DeltaRule))
            : broken;
    }
}
