using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>One request to Table Storage.</summary>
internal sealed record StorageCall(string Method, string Path, string Body)
{
    /// <summary>Whether it is an entity-group transaction that changes items; the change feed has others.</summary>
    public bool WritesInventory => Path.Contains("$batch", StringComparison.Ordinal)
        && Body.Contains($"/{InventoryStore.TableName}", StringComparison.Ordinal) && Body.Contains(InventoryKeys.ItemPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is about the item in any way.</summary>
    public bool IsAbout(string itemId) =>
        Uri.UnescapeDataString(Body).Contains($"item:{itemId}'", StringComparison.Ordinal) || Path.Contains($"item:{itemId}'", StringComparison.Ordinal);
}
