using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Workflows;

namespace InventoryFunctions.Recovery;

/// <summary>How far a reconciliation is; its custom status and, at its end, its output.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="ShardsDone">Shards that are compared.</param>
/// <param name="ShardsTotal">Shards there are.</param>
/// <param name="Counts">What was found.</param>
public sealed record ReconcileProgress(string ExecutionId, int ShardsDone, int ShardsTotal, ReconcileCounts Counts)
    : IShardProgress<ReconcileProgress, ReconcileCounts>
{
    /// <inheritdoc/>
    public ReconcileProgress WithShard(ReconcileCounts counts) => this with { ShardsDone = ShardsDone + 1, Counts = Counts.Plus(counts) };
}
