using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Orders;

/// <summary>
/// Inserts rows of one partition of table Orders in groups: rows that arrive while a transaction is under way are the next one. A row is never
/// changed, so that the first one under a key stands.
/// </summary>
internal sealed class OrderInserts
{
    private readonly TableClient _table;
    private readonly GroupCommit<TableEntity, TableEntity?> _groups;

    public OrderInserts(TableClient table)
    {
        _table = table;
        _groups = new GroupCommit<TableEntity, TableEntity?>(CommitAsync, TableLimits.Azure.TransactionOperations);
    }

    /// <summary>Null: <paramref name="row"/> is stored. Otherwise the row that stood under its key before.</summary>
    public Task<TableEntity?> InsertAsync(TableEntity row, CancellationToken cancellationToken) => _groups.SubmitAsync(row, cancellationToken);

    private async Task<IReadOnlyList<TableEntity?>> CommitAsync(IReadOnlyList<TableEntity> rows)
    {
        Dictionary<string, TableEntity> standing = new(StringComparer.Ordinal);
        HashSet<TableEntity> inserted = new(ReferenceEqualityComparer.Instance);
        List<TableEntity> open = [.. rows.DistinctBy(row => row.RowKey, StringComparer.Ordinal)];
        while (open.Count > 0)
        {
            List<TableEntity> some = Take(open);
            try
            {
                await _table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
                inserted.UnionWith(some);
                some.ForEach(row => standing[row.RowKey] = row);
            }
            catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
            {
                // Somebody was first with one of them, or the client sent the transaction again because its answer was lost.
                List<TableEntity> present = [.. (await Task.WhenAll(some.Select(FindAsync))).OfType<TableEntity>()];
                if (present.Count == 0)
                {
                    throw;
                }

                present.ForEach(row => standing[row.RowKey] = row);
            }

            open.RemoveAll(row => standing.ContainsKey(row.RowKey));
        }

        return [.. rows.Select(row => inserted.Contains(row) ? null : standing[row.RowKey])];
    }

    // As many as one transaction takes.
    private static List<TableEntity> Take(List<TableEntity> rows)
    {
        int bytes = 0;
        return [.. rows.TakeWhile((row, i) => (bytes += OrderRow.Bytes(row)) <= TableLimits.Azure.TransactionBytes || i == 0)];
    }

    private async Task<TableEntity?> FindAsync(TableEntity row)
    {
        NullableResponse<TableEntity> found = await _table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey);
        return found.HasValue ? found.Value : null;
    }
}
