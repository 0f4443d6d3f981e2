using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Recovery;

/// <summary>What a range of items came to.</summary>
/// <param name="Counts">What was found in it.</param>
/// <param name="Last">Its last item, where more follow; null at the end of the shard.</param>
public sealed record ReconciledPiece(ReconcileCounts Counts, string? Last);
