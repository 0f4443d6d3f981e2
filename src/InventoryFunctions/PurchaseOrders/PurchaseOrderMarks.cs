using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Lists the purchase orders that somebody has to look after: a query each, of rows that are few, because they go when their order is over.</summary>
public sealed class PurchaseOrderMarks(TableServiceClient tables)
{
    private static readonly string[] Selected = [nameof(TableEntity.RowKey), nameof(PurchaseOrder.PurchaseOrderId)];

    private readonly TableClient _table = tables.GetTableClient(PurchaseOrderStore.TableName);

    /// <summary>Those that are open.</summary>
    internal IAsyncEnumerable<PurchaseOrderMark> OpenAsync(CancellationToken cancellationToken) => ListAsync(
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {PurchaseOrderKeys.Partition} and RowKey ge {PurchaseOrderKeys.OpenPrefix} and RowKey lt {PurchaseOrderKeys.OpenEnd}"),
        cancellationToken);

    /// <summary>Those that were decided before <paramref name="before"/>, and whose decision is not carried out.</summary>
    internal IAsyncEnumerable<PurchaseOrderMark> UnsettledAsync(DateTimeOffset before, CancellationToken cancellationToken) => ListAsync(
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {PurchaseOrderKeys.Partition} and RowKey ge {PurchaseOrderKeys.SettlePrefix} and RowKey lt {PurchaseOrderKeys.SettleEnd} and DecidedAt lt {before.ToUniversalTime()}"),
        cancellationToken);

    private async IAsyncEnumerable<PurchaseOrderMark> ListAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, select: Selected, cancellationToken: cancellationToken))
        {
            yield return new PurchaseOrderMark(row.RowKey, PurchaseOrderRow.ReadId(row));
        }
    }
}
