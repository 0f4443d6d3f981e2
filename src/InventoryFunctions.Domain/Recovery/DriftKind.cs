namespace InventoryFunctions.Domain.Recovery;

/// <summary>How the inventory and its record differ. Stored by name.</summary>
public enum DriftKind
{
    /// <summary>A recorded change does not begin with what the one before it left: one is missing, or somebody wrote past this application in between.</summary>
    BrokenChain,

    /// <summary>A change that orders made moved the stock by another number of pieces than its reservations say.</summary>
    StockMismatch,

    /// <summary>The item is not as the last recorded change left it.</summary>
    ItemDiffers,

    /// <summary>There is an item, but its last change is not recorded, or was its deletion.</summary>
    ItemUnrecorded,

    /// <summary>An item is recorded that is not there, and no deletion of it.</summary>
    ItemMissing,

    /// <summary>The item's row is no sound item.</summary>
    ItemUnreadable,

    /// <summary>A reservation is recorded as open, but no open reservation is there.</summary>
    ReservationMissing,

    /// <summary>There is an open reservation that is not recorded, or is recorded as ended.</summary>
    ReservationUnrecorded,

    /// <summary>A reservation holds another number of pieces than recorded.</summary>
    ReservationDiffers,

    /// <summary>The row of an open reservation is no sound reservation.</summary>
    ReservationUnreadable,

    /// <summary>A change set can't be read: what it did, and to which items, is not known.</summary>
    ChangeUnreadable,
}
