using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Recovery;

/// <summary>How far a shard of a restore is.</summary>
/// <param name="Counts">What became of its items so far, in all steps and attempts together.</param>
/// <param name="IsDone">Whether the whole shard is restored; if not, another step follows.</param>
public sealed record RestoredShard(RestoreCounts Counts, bool IsDone);
