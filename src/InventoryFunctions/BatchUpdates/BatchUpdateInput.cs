namespace InventoryFunctions.BatchUpdates;

/// <summary>
/// Everything a batch update depends on, fixed when it is claimed: the orchestrator reads no settings, so a setting changed in mid-run
/// changes nothing.
/// </summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="Amount">Pieces added to each item.</param>
/// <param name="BatchSize">Setting <c>BatchUpdate__BatchSize</c>.</param>
/// <param name="ShardCount">Over how many shards the items are spread.</param>
/// <param name="Environment">Setting <c>Environment</c>.</param>
public sealed record BatchUpdateInput(string ExecutionId, int Amount, int BatchSize, int ShardCount, string Environment)
{
    /// <summary>
    /// How many pages one generation of the orchestration takes before it continues as new with a fresh history: at 1,000 items a page the default,
    /// 500, is half a million items.
    /// </summary>
    public int PagesPerGeneration { get; init; } = 500;

    /// <summary>Where earlier generations got, or null in the first.</summary>
    public BatchUpdateProgress? Progress { get; init; }
}
