namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>What a command makes of a purchase order.</summary>
/// <param name="Order">The order as the command leaves it.</param>
public abstract record PurchaseOrderOutcome(PurchaseOrder Order)
{
    /// <summary>Whether <see cref="Order"/> is another than before.</summary>
    public virtual bool Changes => false;

    /// <summary>The request is added; of one that nobody waits for, such as an order's, as much as an order may hold.</summary>
    public sealed record Added(PurchaseOrder Order) : PurchaseOrderOutcome(Order)
    {
        /// <inheritdoc />
        public override bool Changes => true;
    }

    /// <summary>With what a person asks for it would come to more than an order may hold, and they can be told so. Nothing changes.</summary>
    public sealed record Full(PurchaseOrder Order) : PurchaseOrderOutcome(Order);

    /// <summary>This command decided it: approved, rejected, or, where its time was over, expired.</summary>
    public sealed record Decided(PurchaseOrder Order) : PurchaseOrderOutcome(Order)
    {
        /// <inheritdoc />
        public override bool Changes => true;
    }

    /// <summary>It was decided before; the order says how, by whom and when. Nothing changes.</summary>
    public sealed record AlreadyDecided(PurchaseOrder Order) : PurchaseOrderOutcome(Order);

    /// <summary>It has another version than the one that was shown: the order says which, and the quantity. Nothing changes.</summary>
    public sealed record QuantityChanged(PurchaseOrder Order) : PurchaseOrderOutcome(Order);

    /// <summary>Its time is over, even if nothing has recorded that yet. Nothing changes.</summary>
    public sealed record Expired(PurchaseOrder Order) : PurchaseOrderOutcome(Order);

    /// <summary>Everything that follows from its decision is recorded as done.</summary>
    public sealed record Settled(PurchaseOrder Order) : PurchaseOrderOutcome(Order)
    {
        /// <inheritdoc />
        public override bool Changes => true;
    }

    /// <summary>It was settled before. Nothing changes.</summary>
    public sealed record AlreadySettled(PurchaseOrder Order) : PurchaseOrderOutcome(Order);

    /// <summary>It is not where the command applies: expired before its time, settled before its decision, or with stock that nobody approved. Nothing changes.</summary>
    public sealed record NotDue(PurchaseOrder Order) : PurchaseOrderOutcome(Order);
}
