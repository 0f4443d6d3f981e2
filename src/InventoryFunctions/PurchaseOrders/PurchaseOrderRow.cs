using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;

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
            [nameof(PurchaseOrder.ExpiresAt)] = order.ExpiresAt,
            [nameof(PurchaseOrder.MinPurchaseQuantity)] = order.MinPurchaseQuantity,
            [nameof(PurchaseOrder.RequestCount)] = order.RequestCount,

            // Binary: 64 KiB, where a text property holds 32 Ki characters (Table Storage); 20 requests with the longest ids take less than half.
            [nameof(PurchaseOrder.Requests)] = JsonSerializer.SerializeToUtf8Bytes(order.Requests, JsonSerializerOptions.Web),
        };
        row.SetIfKnown(nameof(PurchaseOrder.DecidedAt), order.DecidedAt);
        row.SetIfKnown(nameof(PurchaseOrder.DecidedBy), order.DecidedBy);
        row.SetIfKnown(nameof(PurchaseOrder.Comment), order.Comment);
        row.SetIfKnown(nameof(PurchaseOrder.StockAdded), order.StockAdded);
        row.SetIfKnown(nameof(PurchaseOrder.StockAddedAt), order.StockAddedAt);
        row.SetIfKnown(nameof(PurchaseOrder.StockNote), order.StockNote);
        row.SetIfKnown(nameof(PurchaseOrder.SettledAt), order.SettledAt);
        return row;
    }

    /// <summary>The row that stands while a decision is not carried out, as an insert.</summary>
    public static TableTransactionAction Unsettled(PurchaseOrder decided) => new(
        TableTransactionActionType.Add,
        new TableEntity(PurchaseOrderKeys.Partition, PurchaseOrderKeys.SettleRow(decided.PurchaseOrderId))
        {
            [nameof(PurchaseOrder.PurchaseOrderId)] = decided.PurchaseOrderId,
            [nameof(PurchaseOrder.DecidedAt)] = decided.DecidedAt,
        });

    /// <summary>The row that marks a product's open purchase order.</summary>
    public static TableEntity Open(PurchaseOrder open) => new(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OpenRow(open.ProductId))
    {
        [nameof(PurchaseOrder.PurchaseOrderId)] = open.PurchaseOrderId,
    };

    /// <summary>The purchase order that any row of the table is about; null where it names none.</summary>
    public static string? ReadId(TableEntity row) => row.TryGetValue(nameof(PurchaseOrder.PurchaseOrderId), out object? id) ? id as string : null;

    /// <summary>Writes into the row which call changed it, so that it recognises its own change.</summary>
    public static void MarkChangedBy(TableEntity row, PurchaseOrderOutcome outcome, string changeId) => row[MarkOf(outcome)] = changeId;

    /// <summary>Whether the row carries that mark.</summary>
    public static bool IsChangedBy(TableEntity row, PurchaseOrderOutcome outcome, string changeId) =>
        row.TryGetValue(MarkOf(outcome), out object? mark) && mark is string id && id == changeId;

    /// <exception cref="InvalidDataException">The row is no sound purchase order: somebody else wrote it, past this application.</exception>
    public static PurchaseOrder Read(TableEntity row)
    {
        try
        {
            return new PurchaseOrder
            {
                PurchaseOrderId = row.GetString(nameof(PurchaseOrder.PurchaseOrderId)) ?? throw Lacks(nameof(PurchaseOrder.PurchaseOrderId)),
                ProductId = row.GetString(nameof(PurchaseOrder.ProductId)) ?? throw Lacks(nameof(PurchaseOrder.ProductId)),
                Quantity = row.GetInt32(nameof(PurchaseOrder.Quantity)) ?? throw Lacks(nameof(PurchaseOrder.Quantity)),
                Status = Enum.Parse<PurchaseOrderStatus>(row.GetString(Status)),
                Version = row.GetInt32(nameof(PurchaseOrder.Version)) ?? throw Lacks(nameof(PurchaseOrder.Version)),
                RequestedAt = row.GetDateTimeOffset(nameof(PurchaseOrder.RequestedAt)) ?? throw Lacks(nameof(PurchaseOrder.RequestedAt)),
                ExpiresAt = row.GetDateTimeOffset(nameof(PurchaseOrder.ExpiresAt)) ?? throw Lacks(nameof(PurchaseOrder.ExpiresAt)),
                MinPurchaseQuantity = row.GetInt32(nameof(PurchaseOrder.MinPurchaseQuantity)) ?? throw Lacks(nameof(PurchaseOrder.MinPurchaseQuantity)),
                DecidedAt = row.GetDateTimeOffset(nameof(PurchaseOrder.DecidedAt)),
                DecidedBy = row.GetString(nameof(PurchaseOrder.DecidedBy)),
                Comment = row.GetString(nameof(PurchaseOrder.Comment)),
                StockAdded = row.GetInt32(nameof(PurchaseOrder.StockAdded)),
                StockAddedAt = row.GetDateTimeOffset(nameof(PurchaseOrder.StockAddedAt)),
                StockNote = row.GetString(nameof(PurchaseOrder.StockNote)),
                SettledAt = row.GetDateTimeOffset(nameof(PurchaseOrder.SettledAt)),
                RequestCount = row.GetInt32(nameof(PurchaseOrder.RequestCount)) ?? throw Lacks(nameof(PurchaseOrder.RequestCount)),
                Requests = JsonSerializer.Deserialize<IReadOnlyList<RecordedRequest>>(row.GetBinary(nameof(PurchaseOrder.Requests)), JsonSerializerOptions.Web) ?? [],
            };
        }
        catch (Exception unsound) when (unsound is ArgumentException or InvalidOperationException or JsonException)
        {
            throw new InvalidDataException($"Row {row.RowKey} of table {PurchaseOrderStore.TableName} is no sound purchase order.", unsound);
        }

        InvalidDataException Lacks(string property) => new($"Row {row.RowKey} of table {PurchaseOrderStore.TableName} is no sound purchase order: it lacks {property}.");
    }

    private static string MarkOf(PurchaseOrderOutcome outcome) => outcome is PurchaseOrderOutcome.Settled ? "SettledBy" : "ChangedBy";
}
