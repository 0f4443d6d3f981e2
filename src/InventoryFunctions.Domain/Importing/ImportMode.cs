namespace InventoryFunctions.Domain.Importing;

/// <summary>What the stock column of an import means.</summary>
public enum ImportMode
{
    /// <summary>The stock as it shall be; of several rows for one item the last one counts.</summary>
    Set,

    /// <summary>Pieces that come in, or go out where negative; several rows for one item add up.</summary>
    Add,
}
