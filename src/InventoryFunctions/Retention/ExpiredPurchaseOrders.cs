using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>
/// Purchase orders that were decided longer ago than they are kept, and requests as old as that, which nobody makes again. An open purchase order stays.
/// </summary>
internal sealed class ExpiredPurchaseOrders(TableServiceClient tables, IOptions<RetentionOptions> options) : IRetention
{
    private readonly TableClient _table = tables.GetTableClient(PurchaseOrderStore.TableName);

    public RetentionKind Kind => RetentionKind.PurchaseOrders;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        DateTimeOffset before = (now - options.Value.PurchaseOrders).ToUniversalTime();
        string lastRequest = PurchaseOrderKeys.RequestPrefix[..^1] + ';';
        string open = PurchaseOrderStatus.PendingApproval.ToString();
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {PurchaseOrderKeys.Partition}")
            + TableClient.CreateQueryFilter(
                $" and ((RowKey ge {PurchaseOrderKeys.OrderPrefix} and RowKey lt {PurchaseOrderKeys.OrderEnd} and Status ne {open} and DecidedAt lt {before})")
            + TableClient.CreateQueryFilter(
                $" or (RowKey ge {PurchaseOrderKeys.RequestPrefix} and RowKey lt {lastRequest} and RequestedAt lt {before}))");
        ExpiredRows expired = new(_table);
        (IReadOnlyList<TableEntity> rows, string? next) = await expired.FindAsync(
            filter, position, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken);
        await expired.RemoveAsync(rows.Select(row => (row.PartitionKey, row.RowKey)), cancellationToken);
        return new RetentionPiece(rows.Count(row => row.RowKey.StartsWith(PurchaseOrderKeys.OrderPrefix, StringComparison.Ordinal)), next);
    }
}
