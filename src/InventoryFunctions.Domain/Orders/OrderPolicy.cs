using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Orders;

/// <summary>What becomes of an order of which not every line can be reserved. Written as <c>allOrNothing</c> and <c>partial</c>. Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderPolicy>))]
public enum OrderPolicy
{
    /// <summary>Then nothing is reserved.</summary>
    AllOrNothing,

    /// <summary>Then the other lines are reserved nevertheless.</summary>
    Partial,
}
