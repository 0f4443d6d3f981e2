namespace InventoryFunctions.ChangeFeed;

/// <summary>What waits for the change feed.</summary>
/// <param name="Count">Change sets that wait, up to 1,000 a shard.</param>
/// <param name="OldestAge">How long the oldest of them has waited; zero where none waits.</param>
public sealed record ChangeFeedBacklog(long Count, TimeSpan OldestAge);
