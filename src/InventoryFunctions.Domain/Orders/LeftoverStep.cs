namespace InventoryFunctions.Domain.Orders;

/// <summary>What settles a reservation that has been open for long.</summary>
public enum LeftoverStep
{
    /// <summary>Nothing: it waits for its confirmation, as it should.</summary>
    None,

    /// <summary>Nothing that can be known: there is no such order.</summary>
    Unknown,

    /// <summary>The order is decided: that was broken off.</summary>
    DecideOrder,

    /// <summary>The order's lines end as the order did, or expire: that was broken off.</summary>
    EndOrder,

    /// <summary>The line is released: the order does not hold it.</summary>
    ReleaseLine,
}
