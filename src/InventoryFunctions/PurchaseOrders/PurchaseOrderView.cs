using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>A purchase order as the API shows it.</summary>
/// <param name="order">The purchase order.</param>
public sealed class PurchaseOrderView(PurchaseOrder order)
{
    /// <inheritdoc cref="PurchaseOrder.PurchaseOrderId" />
    public string PurchaseOrderId => order.PurchaseOrderId;

    /// <inheritdoc cref="PurchaseOrder.ProductId" />
    public string ProductId => order.ProductId;

    /// <inheritdoc cref="PurchaseOrder.Quantity" />
    public int Quantity => order.Quantity;

    /// <inheritdoc cref="PurchaseOrder.Status" />
    public PurchaseOrderStatus Status => order.Status;

    /// <inheritdoc cref="PurchaseOrder.Version" />
    public int Version => order.Version;

    /// <inheritdoc cref="PurchaseOrder.RequestedAt" />
    public DateTimeOffset RequestedAt => order.RequestedAt;

    /// <inheritdoc cref="PurchaseOrder.DecidedAt" />
    public DateTimeOffset? DecidedAt => order.DecidedAt;

    /// <inheritdoc cref="PurchaseOrder.DecidedBy" />
    public string? DecidedBy => order.DecidedBy;

    /// <inheritdoc cref="PurchaseOrder.Comment" />
    public string? Comment => order.Comment;

    /// <inheritdoc cref="PurchaseOrder.ExpiresAt" />
    public DateTimeOffset ExpiresAt => order.ExpiresAt;

    /// <inheritdoc cref="PurchaseOrder.StockAdded" />
    public int? StockAdded => order.StockAdded;

    /// <inheritdoc cref="PurchaseOrder.StockAddedAt" />
    public DateTimeOffset? StockAddedAt => order.StockAddedAt;

    /// <inheritdoc cref="PurchaseOrder.StockNote" />
    public string? StockNote => order.StockNote;

    /// <inheritdoc cref="PurchaseOrder.SettledAt" />
    public DateTimeOffset? SettledAt => order.SettledAt;

    /// <inheritdoc cref="PurchaseOrder.RequestCount" />
    public int RequestCount => order.RequestCount;

    /// <inheritdoc cref="PurchaseOrder.Requests" />
    public IReadOnlyList<RecordedRequest> Requests => order.Requests;
}
