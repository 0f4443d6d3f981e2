namespace InventoryFunctions.Events;

/// <summary>The storage queues; each has a poison queue beside it.</summary>
public static class QueueNames
{
    /// <summary>New orders.</summary>
    public const string Orders = "orders";

    /// <summary>Requests for purchase orders.</summary>
    public const string PurchaseOrders = "purchase-orders";

    /// <summary>What the administrator should know.</summary>
    public const string Notifications = "notifications";

    /// <summary>Word of shards whose changes wait for the change feed: no events.</summary>
    public const string ChangeFeed = "change-feed";

    private const string PoisonSuffix = "-poison";

    /// <summary>Those that events arrive on.</summary>
    public static IReadOnlyList<string> All { get; } = [Orders, PurchaseOrders, Notifications];

    /// <summary>Where the Functions host puts messages of <paramref name="queue"/> that it gives up on; the name is the host's rule.</summary>
    public static string PoisonOf(string queue) => queue + PoisonSuffix;
}
