using Azure;

namespace InventoryFunctions.Storage;

/// <summary>How a commit ended.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Everything is stored.</summary>
    /// <param name="Items">The items that now exist, in the order of the changes and with their new ETags; deleted ones are not among them.</param>
    public sealed record Committed(IReadOnlyList<StoredItem> Items) : CommitResult
    {
        /// <summary>The new ETag of the row that rode along, or null where there was none or the answer that said it was lost.</summary>
        public ETag? Alongside { get; init; }
    }

    /// <summary>Somebody else changed, created or deleted an item since it was read. Read again and decide again.</summary>
    /// <param name="ItemId">Which item, or null where the conflict is with the row that rides along.</param>
    /// <param name="CommittedItems">
    /// How many changes, from the first on, are stored nevertheless: above zero only where the changes were too large for one
    /// transaction and a transaction before the conflict succeeded.
    /// </param>
    public sealed record Conflict(string? ItemId, int CommittedItems) : CommitResult;
}
