using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Orders;

namespace InventoryFunctions.Orders;

/// <summary>A line of an order as the API shows it.</summary>
/// <param name="ProductId">The item's id.</param>
/// <param name="Quantity">Pieces asked for.</param>
/// <param name="ReservedQuantity">Pieces that were reserved; 0 while the order is pending.</param>
public sealed record OrderLineView(string ProductId, int Quantity, int ReservedQuantity)
{
    /// <summary>What became of the line; absent while the order is pending.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OrderLineStatus? Status { get; init; }

    /// <summary>How many pieces there were when the line could not be reserved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AvailableQuantity { get; init; }

    /// <summary>Why it could not be reserved: see <see cref="OrderWords"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>A line that is not decided.</summary>
    public static OrderLineView Of(OrderLine line) => new(line.ProductId, line.Quantity, 0);

    /// <summary>A line that is decided.</summary>
    public static OrderLineView Of(OrderLineOutcome line) =>
        new(line.ProductId, line.RequestedQuantity, line.Status == OrderLineStatus.Reserved ? line.RequestedQuantity : 0)
        {
            Status = line.Status,
            AvailableQuantity = line.AvailableQuantity,
            Reason = line.Reason is { } reason ? OrderWords.Of(reason) : null,
        };
}
