using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Recovery;

/// <summary>How a reconciliation ended: the input of <see cref="ReconcileActivities.EndReconcile"/>.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="Counts">What was found, where every shard is compared.</param>
/// <param name="ErrorMessage">Why the job failed, or null.</param>
public sealed record ReconcileEnd(string ExecutionId, ReconcileCounts? Counts, string? ErrorMessage);
