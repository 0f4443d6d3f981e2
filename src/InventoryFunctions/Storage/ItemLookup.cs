using Azure;

namespace InventoryFunctions.Storage;

/// <summary>What stands under an item id: a sound item, an unreadable row, or nothing (both null).</summary>
/// <param name="Stored">The item, where it is sound.</param>
/// <param name="Unreadable">The row, where it is not.</param>
public sealed record ItemLookup(StoredItem? Stored, UnreadableItem? Unreadable)
{
    /// <summary>Nothing stands under the id.</summary>
    public static ItemLookup Missing { get; } = new(null, null);

    /// <summary>The ETag of what stands there, or null where nothing does.</summary>
    public ETag? ETag => Stored?.ETag ?? Unreadable?.ETag;
}
