namespace InventoryFunctions.Domain.Importing;

/// <summary>What became of the rows of an import; a dry run says what would become of them.</summary>
/// <param name="Created">Rows that brought a new item.</param>
/// <param name="Changed">Rows that changed an item.</param>
/// <param name="Unchanged">Rows whose item was as they ask already.</param>
/// <param name="Refused">Rows that could not be applied; the error report names each.</param>
public sealed record ImportCounts(long Created, long Changed, long Unchanged, long Refused)
{
    /// <summary>No rows.</summary>
    public static ImportCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>Rows that were applied, the ones that changed nothing included.</summary>
    public long Processed => Created + Changed + Unchanged;

    /// <summary>All rows.</summary>
    public long Total => Processed + Refused;

    /// <summary>These rows and <paramref name="more"/>.</summary>
    public ImportCounts Plus(ImportCounts more) =>
        new(Created + more.Created, Changed + more.Changed, Unchanged + more.Unchanged, Refused + more.Refused);
}
