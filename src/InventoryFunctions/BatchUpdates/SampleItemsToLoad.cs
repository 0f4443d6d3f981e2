namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="LoadSampleItems"/> takes.</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="BatchSize">Setting <c>BatchUpdate__BatchSize</c>: so many items, 20 at most.</param>
public sealed record SampleItemsToLoad(string ExecutionId, int BatchSize);
