using InventoryFunctions.Storage;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="RestockPage"/> did.</summary>
/// <param name="Rest">What is left of the range, or null where the page was its last.</param>
/// <param name="ShardsEnded">Shards that the page read to their end.</param>
/// <param name="ItemsProcessed">Items of the page that this execution has updated, now or in an earlier attempt.</param>
/// <param name="ItemsFailed">Items of the page that could not be updated.</param>
public sealed record RestockedPage(ShardRange? Rest, int ShardsEnded, int ItemsProcessed, int ItemsFailed);
