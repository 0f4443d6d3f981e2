using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Retention;

/// <summary>Finds and removes rows of a table, a page of Table Storage at a time.</summary>
internal sealed class ExpiredRows(TableClient table)
{
    private const int NotFound = 404;

    /// <summary>One page of the rows that match, and where the next begins; it may be empty, and still have a next.</summary>
    public async Task<(IReadOnlyList<TableEntity> Rows, string? Next)> FindAsync(
        string filter, string? position, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        await foreach (Page<TableEntity> page in table
            .QueryAsync<TableEntity>(filter, InventoryStore.MaxPageSize, select, cancellationToken)
            .AsPages(position, InventoryStore.MaxPageSize))
        {
            return (page.Values, page.ContinuationToken);
        }

        return ([], null);
    }

    /// <summary>Removes rows, as many as there are to a transaction; rows that are gone already are passed over.</summary>
    public async Task RemoveAsync(IEnumerable<(string Partition, string Row)> keys, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, (string Partition, string Row)> partition in keys.GroupBy(key => key.Partition, StringComparer.Ordinal))
        {
            foreach ((string Partition, string Row)[] some in partition.Chunk(TableLimits.Azure.TransactionOperations))
            {
                await RemoveTogetherAsync(some, cancellationToken);
            }
        }
    }

    private async Task RemoveTogetherAsync((string Partition, string Row)[] keys, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                keys.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(key.Partition, key.Row), ETag.All)),
                cancellationToken);
        }
        catch (TableTransactionFailedException gone) when (gone.Status == NotFound)
        {
            // Another attempt of this step, or a lost answer of this very transaction, removed some of them.
            foreach ((string partition, string row) in keys)
            {
                await table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);
            }
        }
    }
}
