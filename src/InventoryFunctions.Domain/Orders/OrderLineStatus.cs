using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.Orders;

/// <summary>What became of a line when its order was decided. Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderLineStatus>))]
public enum OrderLineStatus
{
    /// <summary>Its pieces are held for the order.</summary>
    Reserved,

    /// <summary>It could not be reserved.</summary>
    Unavailable,

    /// <summary>It could have been reserved, but another line could not, and the order asks for all or nothing.</summary>
    Withdrawn,
}
