using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// A request as a row of table PurchaseOrders. Inserted in the transaction that lets it count, so that it counts once.
/// </summary>
internal static class PurchaseRequestRow
{
    /// <summary>When the request counted; what the removal of old rows goes by.</summary>
    public const string RequestedAt = nameof(PurchaseOrder.RequestedAt);

    private const string Opens = nameof(PurchaseRequestAnswer.Opens);

    public static TableEntity Write(PurchaseRequest request, PurchaseRequestAnswer answer, DateTimeOffset now) =>
        new(PurchaseOrderKeys.Partition, PurchaseOrderKeys.RequestRow(request.RequestId))
        {
            [nameof(PurchaseRequestAnswer.PurchaseOrderId)] = answer.PurchaseOrderId,
            [Opens] = answer.Opens,
            [nameof(PurchaseRequest.ProductId)] = request.ProductId,
            [nameof(PurchaseRequest.Quantity)] = request.Quantity,
            [RequestedAt] = now,
        };

    /// <summary>Whether the row is that of a request for as much of the same product.</summary>
    public static bool IsOf(TableEntity row, PurchaseRequest request) =>
        row.GetString(nameof(PurchaseRequest.ProductId)) == request.ProductId && row.GetInt32(nameof(PurchaseRequest.Quantity)) == request.Quantity;

    public static PurchaseRequestAnswer Read(TableEntity row) =>
        new(row.GetString(nameof(PurchaseRequestAnswer.PurchaseOrderId)), row.GetBoolean(Opens) ?? false);
}
