namespace InventoryFunctions.Storage;

/// <summary>A page of one shard, in key order.</summary>
/// <param name="Items">The sound items.</param>
/// <param name="Unreadable">The rows that are no sound items.</param>
/// <param name="Next">The id after which to read on, or null where the shard ends here.</param>
public sealed record ItemPage(IReadOnlyList<StoredItem> Items, IReadOnlyList<UnreadableItem> Unreadable, string? Next);
