using InventoryFunctions.Domain.Events;

namespace InventoryFunctions.Domain.Orders;

/// <summary>A sound order: <see cref="OrderRules"/> hold. Two orders are equal when id, policy and lines, in their order, are.</summary>
/// <param name="OrderId">The key: see <see cref="Validation.Identifiers"/>.</param>
/// <param name="Lines">What is ordered; no product twice.</param>
/// <param name="Policy">What happens where not every line can be reserved.</param>
public sealed record Order(string OrderId, IReadOnlyList<OrderLine> Lines, OrderPolicy Policy)
{
    /// <summary>The order that <paramref name="received"/> asks for, which breaks no rule; the original's one product is an order of one line.</summary>
    public static Order From(NewOrderReceived received) => new(
        received.OrderId!,
        received.Lines is { } lines
            ? [.. lines.Select(line => new OrderLine(line.ProductId!, (int)line.Quantity!.Value))]
            : [new OrderLine(received.ProductId!, (int)received.Quantity!.Value)],
        received.Policy is null ? OrderPolicy.AllOrNothing : OrderWords.Policies[received.Policy]);

    /// <summary>The order as an event tells it.</summary>
    public NewOrderReceived ToEvent() =>
        new(OrderId, [.. Lines.Select(line => new NewOrderLine(line.ProductId, line.Quantity))], Policy: OrderWords.Of(Policy));

    /// <inheritdoc />
    public bool Equals(Order? other) =>
        other is not null && OrderId == other.OrderId && Policy == other.Policy && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(OrderId, Policy, Lines.Count);
}
