namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="RestockShardPage"/> takes.</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="Amount">Pieces added to each item.</param>
/// <param name="BatchSize">Setting <c>BatchUpdate__BatchSize</c>.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="AfterItemId">After which item of it, or null at its beginning.</param>
public sealed record PageToRestock(string ExecutionId, int Amount, int BatchSize, int Shard, string? AfterItemId);
