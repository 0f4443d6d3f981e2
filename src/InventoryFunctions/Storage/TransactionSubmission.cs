using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace InventoryFunctions.Storage;

/// <summary>Sends a transaction and tells a conflict from an answer that was lost.</summary>
internal static class TransactionSubmission
{
    private const int Conflicted = 409;
    private const int PreconditionFailed = 412;
    private const int NotFound = 404;

    public static async Task<TransactionResult> SubmitAsync(
        TableClient table, string partition, InventoryTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(transaction.Actions, cancellationToken);
            return new TransactionResult.Stored(answer.Value);
        }
        catch (TableTransactionFailedException refused) when (IsConflict(refused))
        {
            // The client sends a transaction again when the answer to it was lost. The second attempt then meets what the
            // first one wrote: our own change row tells that apart from somebody else's change.
            return transaction.ChangeSetId is { } set && await IsStoredAsync(table, partition, set, cancellationToken)
                ? new TransactionResult.StoredBefore()
                : new TransactionResult.Conflict(refused.FailedTransactionActionIndex);
        }
    }

    private static bool IsConflict(RequestFailedException refused) =>
        refused.Status is Conflicted or PreconditionFailed
        || (refused.Status == NotFound && refused.ErrorCode != TableErrorCode.TableNotFound);

    private static async Task<bool> IsStoredAsync(TableClient table, string partition, Guid changeSetId, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(
            partition, InventoryKeys.ChangeRow(changeSetId), [nameof(TableEntity.RowKey)], cancellationToken)).HasValue;
}
