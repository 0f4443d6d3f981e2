using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.ChangeFeed;

/// <summary>The change rows of table Inventory: those that wait for the change feed.</summary>
internal sealed class ChangeRows(TableClient table)
{
    /// <summary>The most rows of a page: what one transaction deletes.</summary>
    public const int MaxPage = 100;

    private const int NotFound = 404;

    /// <summary>
    /// The oldest rows of a shard after row key <paramref name="after"/>, and whether there may be more. One answer of Table Storage, which is how a
    /// partition was at one moment: no row is seen without those of the same items before it.
    /// </summary>
    public async Task<(IReadOnlyList<TableEntity> Rows, bool More)> ReadAsync(
        int shard, string? after, int maxRows, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        string start = after ?? InventoryKeys.ChangePrefix;
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {InventoryKeys.Partition(shard)} and RowKey gt {start} and RowKey lt {InventoryKeys.ChangeEnd}");
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, maxRows, select, cancellationToken).AsPages())
        {
            if (page.Values.Count > 0 || page.ContinuationToken is null)
            {
                return (page.Values, page.ContinuationToken is not null);
            }
        }

        return ([], false);
    }

    /// <summary>Whether a row still waits.</summary>
    public async Task<bool> ExistsAsync(TableEntity row, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, [nameof(TableEntity.RowKey)], cancellationToken)).HasValue;

    /// <summary>Deletes rows of one shard, at most <see cref="MaxPage"/>; those that are gone stay gone.</summary>
    public Task DeleteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken) => table.RemoveRowsAsync(rows, cancellationToken);

    /// <summary>Moves a row to another key with some more properties, in one transaction.</summary>
    /// <returns>False: the row is gone, or another consumer moved it.</returns>
    public async Task<bool> TryMoveAsync(TableEntity row, string rowKey, IReadOnlyDictionary<string, object?> properties, CancellationToken cancellationToken)
    {
        TableEntity moved = new(row.PartitionKey, rowKey);
        foreach ((string property, object? value) in row.Where(property => ChangeRow.IsData(property.Key)).Concat(properties))
        {
            moved.SetIfKnown(property, value);
        }

        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All),
                    new TableTransactionAction(TableTransactionActionType.UpsertReplace, moved),
                ],
                cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException gone) when (gone.Status == NotFound)
        {
            return false;
        }
    }
}
