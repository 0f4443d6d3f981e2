using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>
/// Purchase orders that were decided longer ago than they are kept and are settled, each with the mark beside its item, and requests as old as that, which
/// nobody makes again. An open purchase order stays, and so does one whose decision is not carried out.
/// </summary>
internal sealed class ExpiredPurchaseOrders(TableServiceClient tables, InventoryStore inventory, IOptions<RetentionOptions> options) : IRetention
{
    private static readonly string[] Selected =
    [
        nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), nameof(PurchaseOrder.PurchaseOrderId), nameof(PurchaseOrder.ProductId),
        nameof(PurchaseOrder.SettledAt),
    ];

    private readonly TableClient _orders = tables.GetTableClient(PurchaseOrderStore.TableName);
    private readonly TableClient _items = tables.GetTableClient(InventoryStore.TableName);

    public RetentionKind Kind => RetentionKind.PurchaseOrders;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        DateTimeOffset before = (now - options.Value.PurchaseOrdersKept).ToUniversalTime();
        string lastRequest = PurchaseOrderKeys.RequestPrefix[..^1] + ';';
        string open = PurchaseOrderStatus.PendingApproval.ToString();
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {PurchaseOrderKeys.Partition}")
            + TableClient.CreateQueryFilter(
                $" and ((RowKey ge {PurchaseOrderKeys.OrderPrefix} and RowKey lt {PurchaseOrderKeys.OrderEnd} and Status ne {open} and DecidedAt lt {before})")
            + TableClient.CreateQueryFilter(
                $" or (RowKey ge {PurchaseOrderKeys.RequestPrefix} and RowKey lt {lastRequest} and RequestedAt lt {before}))");
        ExpiredRows expired = new(_orders);
        (IReadOnlyList<TableEntity> rows, string? next) = await expired.FindAsync(filter, position, Selected, cancellationToken);
        TableEntity[] orders = [.. rows.Where(row => row.RowKey.StartsWith(PurchaseOrderKeys.OrderPrefix, StringComparison.Ordinal) && IsSettled(row))];

        // The marks first: while an order stands, a removal that was interrupted is found again.
        await new ExpiredRows(_items).RemoveAsync(orders.Select(MarkOf).OfType<(string, string)>(), cancellationToken);
        await expired.RemoveAsync(
            orders.Concat(rows.Where(row => row.RowKey.StartsWith(PurchaseOrderKeys.RequestPrefix, StringComparison.Ordinal)))
                .Select(row => (row.PartitionKey, row.RowKey)),
            cancellationToken);
        return new RetentionPiece(orders.Length, next);
    }

    private static bool IsSettled(TableEntity row) => row.TryGetValue(nameof(PurchaseOrder.SettledAt), out object? at) && at is not null;

    private (string Partition, string Row)? MarkOf(TableEntity row) =>
        row.TryGetValue(nameof(PurchaseOrder.PurchaseOrderId), out object? id) && id is string orderId
        && row.TryGetValue(nameof(PurchaseOrder.ProductId), out object? product) && product is string productId
            ? (InventoryKeys.Partition(inventory.ShardOf(productId)), InventoryKeys.PurchaseRow(orderId))
            : null;
}
