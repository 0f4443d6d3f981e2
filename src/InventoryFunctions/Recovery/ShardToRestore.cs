namespace InventoryFunctions.Recovery;

/// <summary>One shard of a restore: the input of <see cref="RestoreActivities.RestoreShard"/>.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="AsOf">The moment to bring the inventory back to.</param>
/// <param name="DryRun">Only say what would be done.</param>
/// <param name="Shard">The shard.</param>
public sealed record ShardToRestore(string ExecutionId, DateTimeOffset AsOf, bool DryRun, int Shard);
