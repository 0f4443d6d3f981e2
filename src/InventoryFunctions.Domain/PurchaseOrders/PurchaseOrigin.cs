using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>Who asks for something to be bought. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PurchaseOrigin>))]
public enum PurchaseOrigin
{
    /// <summary>An order that could not be served (parity B4).</summary>
    Order,

    /// <summary>A stock that reached its threshold (parity B8).</summary>
    StockLevel,

    /// <summary>A person.</summary>
    Person,
}
