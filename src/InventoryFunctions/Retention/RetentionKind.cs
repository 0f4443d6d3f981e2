namespace InventoryFunctions.Retention;

/// <summary>What is removed once its time is over, in the order in which it is.</summary>
public enum RetentionKind
{
    /// <summary>Job records with their errors and reports (parity A11).</summary>
    Jobs,

    /// <summary>Change sets that no restore can ask for any more (parity A10).</summary>
    Journal,

    /// <summary>Decided orders that hold nothing.</summary>
    Orders,

    /// <summary>Notifications.</summary>
    Notifications,

    /// <summary>Decided purchase orders, and old requests for purchase orders.</summary>
    PurchaseOrders,

    /// <summary>Answers to tasks whose tokens have expired.</summary>
    Callbacks,

    /// <summary>Finished orchestrations.</summary>
    Orchestrations,
}
