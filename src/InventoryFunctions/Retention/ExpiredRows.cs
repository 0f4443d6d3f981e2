using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Retention;

/// <summary>Finds and removes rows of a table, a page of Table Storage at a time.</summary>
internal sealed class ExpiredRows(TableClient table)
{
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
    public Task RemoveAsync(IEnumerable<(string Partition, string Row)> keys, CancellationToken cancellationToken) =>
        table.RemoveRowsAsync(keys.Select(key => new TableEntity(key.Partition, key.Row)), cancellationToken);
}
