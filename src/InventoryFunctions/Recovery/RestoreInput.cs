namespace InventoryFunctions.Recovery;

/// <summary>A restore: the input of <see cref="RestoreOrchestrator"/> and of its first and last steps.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="AsOf">The moment to bring the inventory back to.</param>
/// <param name="DryRun">Only say what would be done.</param>
/// <param name="ShardCount">Over how many shards the inventory is spread.</param>
public sealed record RestoreInput(string ExecutionId, DateTimeOffset AsOf, bool DryRun, int ShardCount)
{
    /// <summary>The orchestration of a restore.</summary>
    public static string InstanceIdOf(string executionId) => $"Restore_{executionId}";
}
