using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Storage;

/// <summary>Removes rows that nobody needs any more, whoever else removes them too.</summary>
internal static class RowRemoval
{
    /// <summary>Removes rows, as many as there are to a transaction; rows that are gone already are passed over.</summary>
    public static async Task RemoveRowsAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, TableEntity> partition in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            foreach (TableEntity[] some in partition.Chunk(TableLimits.Azure.TransactionOperations))
            {
                await RemoveTogetherAsync(table, some, cancellationToken);
            }
        }
    }

    private static async Task RemoveTogetherAsync(TableClient table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            // Somebody else, or a lost answer of this very transaction, removed some of them: one by one, then.
            await Task.WhenAll(rows.Select(row => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken)));
        }
    }
}
