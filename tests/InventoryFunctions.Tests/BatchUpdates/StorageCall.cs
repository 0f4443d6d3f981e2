namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>One request to Table Storage.</summary>
internal sealed record StorageCall(string Method, string Path, string Body)
{
    /// <summary>Whether it is an entity-group transaction on the inventory.</summary>
    public bool WritesInventory => Path.Contains("$batch", StringComparison.Ordinal) && Body.Contains("/Inventory", StringComparison.Ordinal);

    /// <summary>Whether it is about the item in any way.</summary>
    public bool IsAbout(string itemId) =>
        Uri.UnescapeDataString(Body).Contains($"item:{itemId}'", StringComparison.Ordinal) || Path.Contains($"item:{itemId}'", StringComparison.Ordinal);
}
