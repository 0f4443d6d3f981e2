namespace InventoryFunctions.Domain.Recovery;

/// <summary>What happened to an item.</summary>
public enum HistoryAction
{
    /// <summary>It came to be.</summary>
    Created,

    /// <summary>Something of it changed.</summary>
    Changed,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>Only what orders hold of it changed, e.g. a reservation was confirmed.</summary>
    OrdersOnly,
}
