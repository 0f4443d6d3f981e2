namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What may happen to a purchase order.</summary>
public abstract record PurchaseOrderCommand
{
    private PurchaseOrderCommand()
    {
    }

    /// <summary>One more request of the product comes in (parity D5).</summary>
    /// <param name="Request">The request.</param>
    public sealed record Add(PurchaseRequest Request) : PurchaseOrderCommand;

    /// <summary>A person decides (parity B6).</summary>
    /// <param name="Decision">What.</param>
    public sealed record Decide(PurchaseOrderDecision Decision) : PurchaseOrderCommand;

    /// <summary>Its time is over.</summary>
    public sealed record Expire : PurchaseOrderCommand;

    /// <summary>Everything that follows from the decision was done.</summary>
    /// <param name="Stock">What was added to the stock: of an approved order, and of no other.</param>
    public sealed record Settle(PurchasedStock? Stock) : PurchaseOrderCommand;
}
