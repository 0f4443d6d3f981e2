using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Workflows;

namespace InventoryFunctions.Recovery;

/// <summary>How far a restore is; its custom status and, at its end, its output.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="ShardsDone">Shards that are restored.</param>
/// <param name="ShardsTotal">Shards there are.</param>
/// <param name="Counts">What became of their items.</param>
public sealed record RestoreProgress(string ExecutionId, int ShardsDone, int ShardsTotal, RestoreCounts Counts)
    : IShardProgress<RestoreProgress, RestoreCounts>
{
    /// <inheritdoc/>
    public RestoreProgress WithShard(RestoreCounts counts) => this with { ShardsDone = ShardsDone + 1, Counts = Counts.Plus(counts) };
}
