namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="RestockShardPage"/> did.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="NextItemId">After which item to go on, or null where the shard ends here.</param>
/// <param name="ItemsProcessed">Items of the page that this execution has updated, now or in an earlier attempt.</param>
/// <param name="ItemsFailed">Items of the page that could not be updated.</param>
public sealed record RestockedPage(int Shard, string? NextItemId, int ItemsProcessed, int ItemsFailed);
