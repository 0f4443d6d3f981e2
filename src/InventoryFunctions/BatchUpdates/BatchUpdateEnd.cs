namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="EndBatchUpdate"/> takes.</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="ItemsProcessed">Items updated.</param>
/// <param name="ItemsFailed">Items that could not be updated.</param>
/// <param name="ErrorMessage">Why the job itself failed, or null where it came to its end.</param>
public sealed record BatchUpdateEnd(string ExecutionId, long ItemsProcessed, long ItemsFailed, string? ErrorMessage);
