namespace InventoryFunctions.Recovery;

/// <summary>A range of items of one shard: the input of <see cref="ReconcileActivities.ReconcileShard"/>.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="Since">When the record begins that the items are compared with.</param>
/// <param name="Shard">The shard.</param>
/// <param name="AfterItemId">The last item of the range before, or null for the first.</param>
public sealed record PieceToReconcile(string ExecutionId, DateTimeOffset Since, int Shard, string? AfterItemId);
