using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>The one place that says what may become of a purchase order (parity B5, B6, D5, D6).</summary>
public static class PurchaseOrderTransitions
{
    /// <summary>What <paramref name="command"/> makes of <paramref name="order"/> at <paramref name="now"/>.</summary>
    public static PurchaseOrderOutcome Apply(PurchaseOrder order, PurchaseOrderCommand command, DateTimeOffset now) => (order.Status, command) switch
    {
        (PurchaseOrderStatus.PendingApproval, PurchaseOrderCommand.Settle) => new PurchaseOrderOutcome.NotDue(order),
        (PurchaseOrderStatus.PendingApproval, PurchaseOrderCommand.Expire) => now < order.ExpiresAt
            ? new PurchaseOrderOutcome.NotDue(order)
            : new PurchaseOrderOutcome.Decided(order with { Status = PurchaseOrderStatus.Expired, DecidedAt = now }),
        (PurchaseOrderStatus.PendingApproval, _) when now >= order.ExpiresAt => new PurchaseOrderOutcome.Expired(order),
        (PurchaseOrderStatus.PendingApproval, PurchaseOrderCommand.Add { Request: { Origin: PurchaseOrigin.Person } asked })
            when order.QuantityWith(asked) > ItemRules.MaxQuantity => new PurchaseOrderOutcome.Full(order),
        (PurchaseOrderStatus.PendingApproval, PurchaseOrderCommand.Add add) => new PurchaseOrderOutcome.Added(order.Add(add.Request, now)),
        (PurchaseOrderStatus.PendingApproval, PurchaseOrderCommand.Decide decide) => Decide(order, decide.Decision, now),
        (_, PurchaseOrderCommand.Settle settle) => Settle(order, settle.Stock, now),
        (PurchaseOrderStatus.Expired, _) => new PurchaseOrderOutcome.Expired(order),
        _ => new PurchaseOrderOutcome.AlreadyDecided(order),
    };

    private static PurchaseOrderOutcome Decide(PurchaseOrder order, PurchaseOrderDecision decision, DateTimeOffset now) => decision.Version != order.Version
        ? new PurchaseOrderOutcome.QuantityChanged(order)
        : new PurchaseOrderOutcome.Decided(order with
        {
            Status = decision.Action == PurchaseOrderAction.Approve ? PurchaseOrderStatus.Approved : PurchaseOrderStatus.Rejected,
            DecidedAt = now,
            DecidedBy = decision.DecidedBy,
            Comment = decision.Comment,
        });

    private static PurchaseOrderOutcome Settle(PurchaseOrder order, PurchasedStock? stock, DateTimeOffset now)
    {
        if (order.SettledAt is not null)
        {
            return new PurchaseOrderOutcome.AlreadySettled(order);
        }

        return (stock is not null) == (order.Status == PurchaseOrderStatus.Approved)
            ? new PurchaseOrderOutcome.Settled(order with
            {
                SettledAt = now,
                StockAdded = stock?.Added,
                StockAddedAt = stock?.Added is null ? null : stock.At,
                StockNote = stock?.Note,
            })
            : new PurchaseOrderOutcome.NotDue(order);
    }
}
