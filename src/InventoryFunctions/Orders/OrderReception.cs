namespace InventoryFunctions.Orders;

/// <summary>What became of an order that came in.</summary>
public enum OrderReception
{
    /// <summary>It is kept and handed on, or was before.</summary>
    Accepted,

    /// <summary>Another order has its id.</summary>
    OtherOrder,
}
