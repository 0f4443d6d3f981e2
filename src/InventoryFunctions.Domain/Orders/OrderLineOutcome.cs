using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Orders;

/// <summary>What became of one line of an order.</summary>
/// <param name="ProductId">The item's id.</param>
/// <param name="RequestedQuantity">Pieces asked for.</param>
/// <param name="Status">Whether they are reserved.</param>
public sealed record OrderLineOutcome(string ProductId, int RequestedQuantity, OrderLineStatus Status)
{
    /// <summary>When the reservation may expire, or null where it never does.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Why the line could not be reserved, or null.</summary>
    public UnavailableReason? Reason { get; init; }

    /// <summary>How many pieces there were where the line could not be reserved, or null.</summary>
    public int? AvailableQuantity { get; init; }

    /// <summary>The item's least purchase quantity where the line could not be reserved.</summary>
    public int MinPurchaseQuantity { get; init; }

    /// <summary>What <paramref name="decision"/> means for <paramref name="line"/>.</summary>
    public static OrderLineOutcome Of(OrderLine line, LineDecision decision) => decision switch
    {
        LineDecision.Reserved reserved => new(line.ProductId, line.Quantity, OrderLineStatus.Reserved) { HoldUntil = reserved.HoldUntil },
        LineDecision.Unavailable refused => new(line.ProductId, line.Quantity, OrderLineStatus.Unavailable)
        {
            Reason = refused.Reason,
            AvailableQuantity = refused.AvailableQuantity,
            MinPurchaseQuantity = refused.MinPurchaseQuantity,
        },
        _ => throw new ArgumentException($"There is no decision {decision.GetType().Name}.", nameof(decision)),
    };
}
