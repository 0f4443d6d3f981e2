using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Orders;

/// <summary>How far an order is. Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Received, and not decided yet.</summary>
    Pending,

    /// <summary>Every line is reserved.</summary>
    Reserved,

    /// <summary>Some lines are reserved, as policy <see cref="OrderPolicy.Partial"/> allows.</summary>
    PartiallyReserved,

    /// <summary>Nothing is reserved.</summary>
    Unavailable,

    /// <summary>What was reserved has left for good.</summary>
    Confirmed,

    /// <summary>What was reserved is back in stock, as somebody asked.</summary>
    Released,

    /// <summary>What was reserved is back in stock, as nobody confirmed it in time.</summary>
    Expired,
}
