namespace InventoryFunctions.Domain.Changes;

/// <summary>What kind of thing changed the inventory.</summary>
public enum ChangeCauseKind
{
    /// <summary>A person or program over HTTP.</summary>
    Request,

    /// <summary>The load of sample items.</summary>
    Samples,

    /// <summary>A scheduled or requested batch update; the id is its execution id.</summary>
    BatchUpdate,

    /// <summary>A CSV import; the id is its execution id.</summary>
    Import,

    /// <summary>Orders that were reserved, confirmed, released or expired; the id is the order where it was one, else empty: the set names them.</summary>
    Reservations,

    /// <summary>A restore to an earlier moment; the id is its execution id.</summary>
    Restore,

    /// <summary>A stock-level check found nothing left; the id is its orchestration's.</summary>
    StockLevelCheck,

    /// <summary>An approved purchase order came into the stock; the id is the purchase order's.</summary>
    PurchaseOrder,
}
