using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Orders;

/// <summary>What was decided about an order. It never changes, whatever becomes of its reservations later (parity D4).</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Policy">What the order asked for where not every line can be reserved.</param>
/// <param name="Status"><see cref="OrderStatus.Reserved"/>, <see cref="OrderStatus.PartiallyReserved"/> or <see cref="OrderStatus.Unavailable"/>.</param>
/// <param name="Lines">What became of each line.</param>
public sealed record OrderOutcome(string OrderId, OrderPolicy Policy, OrderStatus Status, IReadOnlyList<OrderLineOutcome> Lines)
{
    // So many lines are told in words; an order has a thousand at most.
    private const int LinesInWords = 5;

    /// <summary>When what is reserved may expire, or null where it never does.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>When it was recorded; null until it is.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>
    /// The outcome of an order whose lines were decided one by one. Where it asks for all or nothing and a line is unavailable, the lines that were
    /// reserved are withdrawn: their stock has to go back.
    /// </summary>
    public static OrderOutcome Decide(Order order, IReadOnlyList<OrderLineOutcome> lines)
    {
        int reserved = lines.Count(line => line.Status == OrderLineStatus.Reserved);
        if (reserved == lines.Count)
        {
            return Of(OrderStatus.Reserved, lines);
        }

        return reserved > 0 && order.Policy == OrderPolicy.Partial
            ? Of(OrderStatus.PartiallyReserved, lines)
            : Of(OrderStatus.Unavailable, [.. lines.Select(Withdraw)]);

        OrderOutcome Of(OrderStatus status, IReadOnlyList<OrderLineOutcome> decided) =>
            new(order.OrderId, order.Policy, status, decided) { HoldUntil = decided.Max(line => line.HoldUntil) };

        static OrderLineOutcome Withdraw(OrderLineOutcome line) =>
            line.Status == OrderLineStatus.Reserved ? line with { Status = OrderLineStatus.Withdrawn, HoldUntil = null } : line;
    }

    /// <summary>The lines that came to <paramref name="status"/>.</summary>
    public IEnumerable<OrderLineOutcome> LinesThatAre(OrderLineStatus status) => Lines.Where(line => line.Status == status);

    /// <summary>
    /// The lines that are reserved here and not in <paramref name="standing"/>, the outcome that was recorded first: an order that is decided once
    /// more, after its reservations ended and were removed, must not keep them.
    /// </summary>
    public IEnumerable<OrderLineOutcome> ReservedBeyond(OrderOutcome standing)
    {
        HashSet<string> kept = [.. standing.LinesThatAre(OrderLineStatus.Reserved).Select(line => line.ProductId)];
        return LinesThatAre(OrderLineStatus.Reserved).Where(line => !kept.Contains(line.ProductId));
    }

    /// <summary>Why not everything is reserved, in words; null where it is.</summary>
    public string? DescribeUnavailable()
    {
        List<OrderLineOutcome> unavailable = [.. LinesThatAre(OrderLineStatus.Unavailable)];
        string lines = string.Join("; ", unavailable.Take(LinesInWords).Select(Describe));
        return unavailable.Count switch
        {
            0 => null,
            > LinesInWords => $"{lines}; and {unavailable.Count - LinesInWords} more",
            _ => lines,
        };

        static string Describe(OrderLineOutcome line) => line.Reason switch
        {
            UnavailableReason.UnknownProduct => $"{line.ProductId} is not in the inventory",
            UnavailableReason.Unreadable => $"what is stored of {line.ProductId} is not sound",
            UnavailableReason.OutOfStock => FormattableString.Invariant($"{line.ProductId} is out of stock, {line.RequestedQuantity} asked for"),
            _ => FormattableString.Invariant($"of {line.ProductId} there are {line.AvailableQuantity}, {line.RequestedQuantity} asked for"),
        };
    }
}
