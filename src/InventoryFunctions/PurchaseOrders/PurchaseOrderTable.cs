using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Reads and transactions of table PurchaseOrders.</summary>
internal sealed class PurchaseOrderTable(TableClient table)
{
    private const int NotFound = 404;
    private const int Conflicted = 409;
    private const int PreconditionFailed = 412;

    public async Task<TableEntity?> FindAsync(string rowKey, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row =
            await table.GetEntityIfExistsAsync<TableEntity>(PurchaseOrderKeys.Partition, rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Whether the transaction is stored; it is not where a row is not as it was read, or where this very transaction was stored and its answer lost.</summary>
    public async Task<bool> TrySubmitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            if (actions.Count > 0)
            {
                await table.SubmitTransactionAsync(actions, cancellationToken);
            }

            return true;
        }
        catch (TableTransactionFailedException refused) when (
            refused.Status is Conflicted or PreconditionFailed || (refused.Status == NotFound && refused.ErrorCode != TableErrorCode.TableNotFound))
        {
            return false;
        }
    }
}
