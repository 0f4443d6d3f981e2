namespace InventoryFunctions.BatchUpdates;

/// <summary>The orchestration's output (parity A5).</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="ItemsProcessed">Items updated.</param>
/// <param name="ItemsFailed">Items that could not be updated.</param>
/// <param name="ExecutionTime">Seconds from start to end, with 2 decimals.</param>
public sealed record BatchUpdateResult(string ExecutionId, long ItemsProcessed, long ItemsFailed, double ExecutionTime);
