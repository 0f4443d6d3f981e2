namespace InventoryFunctions.BatchUpdates;

/// <summary>How far a batch update is.</summary>
/// <param name="Pending">The shards still to be read, each from where it was left.</param>
/// <param name="ItemsProcessed">Items updated so far.</param>
/// <param name="ItemsFailed">Items that could not be updated so far.</param>
public sealed record BatchUpdateProgress(IReadOnlyList<ShardCursor> Pending, long ItemsProcessed, long ItemsFailed)
{
    /// <summary>Nothing was done yet in <paramref name="shardCount"/> shards.</summary>
    public static BatchUpdateProgress None(int shardCount) =>
        new([.. Enumerable.Range(0, shardCount).Select(shard => new ShardCursor(shard, null))], 0, 0);
}
