namespace InventoryFunctions.Domain.Recovery;

/// <summary>What a restore does with an item that changed since. Stored by name.</summary>
public enum RestoreAction
{
    /// <summary>The item is already as it was.</summary>
    Unchanged,

    /// <summary>The item gets back what it was.</summary>
    Changed,

    /// <summary>The item was deleted since, and is there again.</summary>
    Recreated,

    /// <summary>The item did not exist then, and is deleted.</summary>
    Removed,

    /// <summary>The item did not exist then, but orders hold pieces of it, or pieces of it were bought: it stays as it is.</summary>
    Kept,

    /// <summary>The item stays as it is, for the reason given.</summary>
    Failed,
}
