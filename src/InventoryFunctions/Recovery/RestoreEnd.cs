using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Recovery;

/// <summary>How a restore ended: the input of <see cref="RestoreActivities.EndRestore"/>.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="Counts">What became of the items, where every shard is restored.</param>
/// <param name="ErrorMessage">Why the job failed, or null.</param>
public sealed record RestoreEnd(string ExecutionId, RestoreCounts? Counts, string? ErrorMessage);
