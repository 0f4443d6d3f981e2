using InventoryFunctions.Storage;

namespace InventoryFunctions.BatchUpdates;

/// <summary>How far a batch update is.</summary>
/// <param name="Pending">What is still to be read.</param>
/// <param name="ItemsProcessed">Items updated so far.</param>
/// <param name="ItemsFailed">Items that could not be updated so far.</param>
public sealed record BatchUpdateProgress(IReadOnlyList<ShardRange> Pending, long ItemsProcessed, long ItemsFailed)
{
    /// <summary>Shards that are not read to their end yet.</summary>
    public int ShardsLeft => Pending.Sum(range => range.ShardCount);

    /// <summary>Nothing was done yet in <paramref name="shardCount"/> shards, which <paramref name="ranges"/> walks share.</summary>
    public static BatchUpdateProgress None(int shardCount, int ranges)
    {
        int count = Math.Min(ranges, shardCount);
        return new([.. Enumerable.Range(0, count).Select(i => new ShardRange(i * shardCount / count, null, ((i + 1) * shardCount / count) - 1))], 0, 0);
    }
}
