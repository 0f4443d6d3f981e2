using InventoryFunctions.Storage;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="RestockPage"/> takes.</summary>
/// <param name="ExecutionId">The execution id.</param>
/// <param name="Amount">Pieces added to each item.</param>
/// <param name="BatchSize">Setting <c>BatchUpdate__BatchSize</c>.</param>
/// <param name="Range">Where the page begins, and where the pages after it end.</param>
public sealed record PageToRestock(string ExecutionId, int Amount, int BatchSize, ShardRange Range);
