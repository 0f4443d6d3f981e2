namespace InventoryFunctions.Storage;

/// <summary>A stretch of the inventory in key order: from after an item of one shard to the end of another.</summary>
/// <param name="FirstShard">The shard it begins in.</param>
/// <param name="AfterItemId">After which item of that shard, or null at its beginning.</param>
/// <param name="LastShard">The shard at whose end it ends.</param>
public sealed record ShardRange(int FirstShard, string? AfterItemId, int LastShard)
{
    /// <summary>How many shards it touches.</summary>
    public int ShardCount => LastShard - FirstShard + 1;
}
