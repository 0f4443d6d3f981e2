namespace InventoryFunctions.Domain.Orders;

/// <summary>What becomes of an order of which not every line can be reserved. Written as <c>allOrNothing</c> and <c>partial</c>.</summary>
public enum OrderPolicy
{
    /// <summary>Then nothing is reserved.</summary>
    AllOrNothing,

    /// <summary>Then the other lines are reserved nevertheless.</summary>
    Partial,
}
