using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Workflows;

namespace InventoryFunctions.Importing;

/// <summary>How far an import is; its custom status and, at its end, its output.</summary>
/// <param name="ExecutionId">The import.</param>
/// <param name="DryRun">Nothing was stored; the counts say what would happen.</param>
/// <param name="ShardsDone">Shards that are applied.</param>
/// <param name="ShardsTotal">Shards that have rows.</param>
/// <param name="Counts">What became of the rows so far.</param>
public sealed record ImportProgress(string ExecutionId, bool DryRun, int ShardsDone, int ShardsTotal, ImportCounts Counts)
    : IShardProgress<ImportProgress, ImportCounts>
{
    /// <inheritdoc/>
    public ImportProgress WithShard(ImportCounts counts) => this with { ShardsDone = ShardsDone + 1, Counts = Counts.Plus(counts) };
}
