using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>Some rows of one shard that are applied in one transaction.</summary>
/// <param name="Number">Its place among the shard's chunks, from 0.</param>
/// <param name="Rows">The rows in the file's order.</param>
internal sealed record StagedChunk(int Number, IReadOnlyList<ImportRow> Rows)
{
    /// <summary>Rows in a chunk at most: 100 operations a transaction, less the change row and the cursor.</summary>
    public const int MaxRows = 98;
}
