namespace InventoryFunctions.Workflows;

/// <summary>How far a job is that does one shard after the other.</summary>
/// <typeparam name="TSelf">The progress itself.</typeparam>
/// <typeparam name="TCounts">What a shard adds to it.</typeparam>
internal interface IShardProgress<TSelf, TCounts>
    where TSelf : IShardProgress<TSelf, TCounts>
{
    /// <summary>The job.</summary>
    string ExecutionId { get; }

    /// <summary>Shards that are done.</summary>
    int ShardsDone { get; }

    /// <summary>Shards there are to do.</summary>
    int ShardsTotal { get; }

    /// <summary>The progress once one more shard is done.</summary>
    TSelf WithShard(TCounts counts);
}
