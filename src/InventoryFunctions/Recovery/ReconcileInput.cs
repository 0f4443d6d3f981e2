namespace InventoryFunctions.Recovery;

/// <summary>A reconciliation: the input of <see cref="ReconcileOrchestrator"/>.</summary>
/// <param name="ExecutionId">The job.</param>
/// <param name="Since">When the record begins that the items are compared with.</param>
/// <param name="ShardCount">Over how many shards the inventory is spread.</param>
public sealed record ReconcileInput(string ExecutionId, DateTimeOffset Since, int ShardCount)
{
    /// <summary>The orchestration of a reconciliation.</summary>
    public static string InstanceIdOf(string executionId) => $"Reconcile_{executionId}";
}
