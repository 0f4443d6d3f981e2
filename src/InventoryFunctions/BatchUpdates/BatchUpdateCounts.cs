namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="ReportBatchUpdateProgress"/> takes.</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="ItemsProcessed">Items updated so far.</param>
/// <param name="ItemsFailed">Items that could not be updated so far.</param>
public sealed record BatchUpdateCounts(string ExecutionId, long ItemsProcessed, long ItemsFailed);
