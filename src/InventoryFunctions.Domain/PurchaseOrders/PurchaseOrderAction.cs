using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>How a person decides a purchase order (parity B6).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PurchaseOrderAction>))]
public enum PurchaseOrderAction
{
    /// <summary>It is bought, and added to the stock.</summary>
    Approve,

    /// <summary>It is not bought.</summary>
    Reject,
}
