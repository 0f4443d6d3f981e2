using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace InventoryFunctions.Storage;

/// <summary>Sends a transaction and tells a conflict from a failure of storage.</summary>
internal static class TransactionSubmission
{
    private const int Conflicted = 409;
    private const int PreconditionFailed = 412;
    private const int NotFound = 404;

    public static async Task<TransactionResult> SubmitAsync(
        TableClient table, InventoryTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(transaction.Actions, cancellationToken);
            return new TransactionResult.Stored(answer.Value);
        }
        catch (TableTransactionFailedException refused) when (IsConflict(refused))
        {
            return new TransactionResult.Conflict(refused.FailedTransactionActionIndex);
        }
    }

    private static bool IsConflict(RequestFailedException refused) =>
        refused.Status is Conflicted or PreconditionFailed
        || (refused.Status == NotFound && refused.ErrorCode != TableErrorCode.TableNotFound);
}
