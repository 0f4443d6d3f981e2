namespace InventoryFunctions.BatchUpdates;

/// <summary>A place in the inventory.</summary>
/// <param name="Shard">In which shard.</param>
/// <param name="AfterItemId">After which item of it, or null at its beginning.</param>
public sealed record ShardCursor(int Shard, string? AfterItemId);
