using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>A purchase order as a row of table PurchaseOrders.</summary>
internal static class PurchaseOrderRow
{
    public const string Status = nameof(PurchaseOrder.Status);

    public static TableEntity Write(PurchaseOrder order)
    {
        TableEntity row = new(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OrderRow(order.PurchaseOrderId))
        {
            [nameof(PurchaseOrder.PurchaseOrderId)] = order.PurchaseOrderId,
            [nameof(PurchaseOrder.ProductId)] = order.ProductId,
            [nameof(PurchaseOrder.Quantity)] = order.Quantity,
            [Status] = order.Status.ToString(),
            [nameof(PurchaseOrder.Version)] = order.Version,
            [nameof(PurchaseOrder.RequestedAt)] = order.RequestedAt,
            [nameof(PurchaseOrder.RequestCount)] = order.RequestCount,

            // Binary: 64 KiB, where a text property holds 32 Ki characters (Table Storage); 20 requests with the longest ids take less than half.
            [nameof(PurchaseOrder.Requests)] = JsonSerializer.SerializeToUtf8Bytes(order.Requests, JsonSerializerOptions.Web),
        };
        Set(nameof(PurchaseOrder.DecidedAt), order.DecidedAt);
        Set(nameof(PurchaseOrder.DecidedBy), order.DecidedBy);
        Set(nameof(PurchaseOrder.Comment), order.Comment);
        Set(nameof(PurchaseOrder.ExpiresAt), order.ExpiresAt);
        return row;

        void Set(string property, object? value)
        {
            if (value is not null)
            {
                row[property] = value;
            }
        }
    }

    /// <exception cref="InvalidDataException">The row is no sound purchase order: somebody else wrote it, past this application.</exception>
    public static PurchaseOrder Read(TableEntity row)
    {
        try
        {
            return new PurchaseOrder
            {
                PurchaseOrderId = row.GetString(nameof(PurchaseOrder.PurchaseOrderId)),
                ProductId = row.GetString(nameof(PurchaseOrder.ProductId)),
                Quantity = row.GetInt32(nameof(PurchaseOrder.Quantity)).GetValueOrDefault(),
                Status = Enum.Parse<PurchaseOrderStatus>(row.GetString(Status)),
                Version = row.GetInt32(nameof(PurchaseOrder.Version)).GetValueOrDefault(),
                RequestedAt = row.GetDateTimeOffset(nameof(PurchaseOrder.RequestedAt)).GetValueOrDefault(),
                DecidedAt = row.GetDateTimeOffset(nameof(PurchaseOrder.DecidedAt)),
                DecidedBy = row.GetString(nameof(PurchaseOrder.DecidedBy)),
                Comment = row.GetString(nameof(PurchaseOrder.Comment)),
                ExpiresAt = row.GetDateTimeOffset(nameof(PurchaseOrder.ExpiresAt)),
                RequestCount = row.GetInt32(nameof(PurchaseOrder.RequestCount)).GetValueOrDefault(),
                Requests = JsonSerializer.Deserialize<IReadOnlyList<RecordedRequest>>(row.GetBinary(nameof(PurchaseOrder.Requests)), JsonSerializerOptions.Web) ?? [],
            };
        }
        catch (Exception unsound) when (unsound is ArgumentException or InvalidOperationException or JsonException)
        {
            throw new InvalidDataException($"Row {row.RowKey} of table {PurchaseOrderStore.TableName} is no sound purchase order.", unsound);
        }
    }
}
