namespace InventoryFunctions.Domain.Events;

/// <summary>The <c>type</c> of CloudEvents: the originals' names (parity B2, B4, B8), and four of ours.</summary>
public static class EventTypes
{
    /// <summary>An order came in: <see cref="Events.NewOrderReceived"/>.</summary>
    public const string NewOrderReceived = "new-order-received";

    /// <summary>Stock was set aside for an order: <see cref="Events.StockReserved"/>.</summary>
    public const string StockReserved = "stock-reserved";

    /// <summary>Stock could not be set aside for an order: <see cref="Events.StockUnavailable"/>.</summary>
    public const string StockUnavailable = "stock-unavailable";

    /// <summary>A product is to be bought: <see cref="Events.CreatePurchaseOrder"/>.</summary>
    public const string CreatePurchaseOrder = "create-purchase-order";

    /// <summary>Stock set aside came back, because the order was released: <see cref="Events.ReservationReleased"/>.</summary>
    public const string ReservationReleased = "reservation-released";

    /// <summary>Stock set aside came back, because its hold ran out: <see cref="Events.ReservationExpired"/>.</summary>
    public const string ReservationExpired = "reservation-expired";

    /// <summary>The administrator should know: <see cref="Events.InventoryAlert"/>.</summary>
    public const string InventoryAlert = "inventory-alert";

    /// <summary>Somebody is asked to decide a purchase order: <see cref="Events.ApprovalRequested"/>.</summary>
    public const string ApprovalRequested = "approval-requested";
}
