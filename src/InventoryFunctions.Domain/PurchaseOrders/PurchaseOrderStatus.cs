using System.Text.Json.Serialization;

namespace InventoryFunctions.Domain.PurchaseOrders;

/// <summary>How far a purchase order is (parity B5). Stored and passed on by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PurchaseOrderStatus>))]
public enum PurchaseOrderStatus
{
    /// <summary>It waits for a person. Only such an order takes further requests.</summary>
    PendingApproval,

    /// <summary>A person approved it.</summary>
    Approved,

    /// <summary>A person rejected it.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,
}
