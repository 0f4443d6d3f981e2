using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>The first line of an import: which column stands where.</summary>
/// <param name="Columns">The columns, in the file's order.</param>
/// <param name="Broken">What is wrong with the header; then nothing of the file is imported.</param>
public sealed record ImportHeader(IReadOnlyList<ImportColumn> Columns, IReadOnlyList<BrokenRule> Broken)
{
    private static readonly Dictionary<string, ImportColumn> Known =
        Enum.GetValues<ImportColumn>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    private static readonly string KnownNames = string.Join(",", Known.Keys);

    /// <summary>The column's name in the header.</summary>
    public static string NameOf(ImportColumn column)
    {
        string name = column.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Reads the cells of the first line. Case and surrounding blanks don't matter, nor does the order.</summary>
    public static ImportHeader Parse(IReadOnlyList<string> cells)
    {
        List<ImportColumn> columns = [];
        List<BrokenRule> broken = [];
        foreach (string cell in cells.Select(cell => cell.Trim()))
        {
            if (!Known.TryGetValue(cell, out ImportColumn column))
            {
                broken.Add(new BrokenRule(Shortened.Text(cell), $"is no column of an import. The columns are {KnownNames}, separated by commas"));
            }
            else if (columns.Contains(column))
            {
                broken.Add(new BrokenRule(NameOf(column), "stands in the header twice"));
            }
            else
            {
                columns.Add(column);
            }
        }

        if (!columns.Contains(ImportColumn.ItemId))
        {
            broken.Add(new BrokenRule(NameOf(ImportColumn.ItemId), $"is missing in the header. The first line must name the columns, e.g. {KnownNames}"));
        }

        return new ImportHeader(columns, broken);
    }
}
