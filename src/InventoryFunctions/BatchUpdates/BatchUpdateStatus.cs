namespace InventoryFunctions.BatchUpdates;

/// <summary>The orchestration's custom status, renewed as pages end.</summary>
/// <param name="ItemsProcessed">Items updated so far.</param>
/// <param name="ItemsFailed">Items that could not be updated so far.</param>
/// <param name="ShardsDone">Shards read to their end.</param>
/// <param name="ShardCount">Shards there are.</param>
public sealed record BatchUpdateStatus(long ItemsProcessed, long ItemsFailed, int ShardsDone, int ShardCount);
