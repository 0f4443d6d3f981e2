namespace InventoryFunctions.Domain.Inventory;

/// <summary>What a request to store an item as given makes of the one that is there.</summary>
public static class ItemReplacement
{
    /// <summary>
    /// The item to store, or null where it is already there in just this form: a repeated request changes nothing. The caller decides what a person can
    /// say of an item; the version, the time and the last batch update go on from <paramref name="before"/>.
    /// </summary>
    /// <param name="before">The item as it is, or null where there is none.</param>
    /// <param name="wanted">The item as asked for; its version, last update and last execution id are not looked at.</param>
    /// <param name="now">The time of the change.</param>
    public static InventoryItem? Decide(InventoryItem? before, InventoryItem wanted, DateTimeOffset now)
    {
        InventoryItem kept = wanted with
        {
            Version = before?.Version ?? 0,
            LastUpdated = before?.LastUpdated ?? default,
            LastExecutionId = before?.LastExecutionId,
        };
        return kept == before ? null : kept.NextVersion(now);
    }
}
