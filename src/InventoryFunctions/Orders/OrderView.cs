using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Orders;

/// <summary>An order as the API shows it.</summary>
/// <param name="order">The order.</param>
public sealed class OrderView(OrderRecord order)
{
    /// <summary>The order's id.</summary>
    public string OrderId => order.OrderId;

    /// <inheritdoc cref="OrderRecord.Status" />
    public OrderStatus Status => order.Status;

    /// <summary>What the order asks for where not every line can be reserved.</summary>
    public string Policy => OrderWords.Of(order.Outcome?.Policy ?? order.Order!.Policy);

    /// <summary>What is ordered, and what became of it.</summary>
    public IReadOnlyList<OrderLineView> Lines => order.Outcome is { } outcome
        ? [.. outcome.Lines.Select(OrderLineView.Of)]
        : [.. order.Order!.Lines.Select(OrderLineView.Of)];

    /// <summary>Why not everything is reserved, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => order.Outcome?.DescribeUnavailable();

    /// <summary>When it was decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DecidedAt => order.Outcome?.DecidedAt;

    /// <summary>Until when what is reserved waits for its confirmation; absent where it waits for ever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? HoldUntil => order.Outcome?.HoldUntil;

    /// <summary>When it was confirmed, released or expired.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndedAt => order.EndedAt;
}
