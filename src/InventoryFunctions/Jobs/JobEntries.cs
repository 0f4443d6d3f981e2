using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Jobs;

/// <summary>A table of what jobs say of single things: one partition an execution, one row an entry. Writing an entry again replaces it.</summary>
/// <param name="table">The table.</param>
/// <param name="read">What a row says.</param>
internal sealed class JobEntries<TEntry>(TableClient table, Func<TableEntity, TEntry> read)
{
    private static readonly string[] Keys = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    /// <summary>The filter for all entries of an execution.</summary>
    public static string Of(string executionId) => TableClient.CreateQueryFilter($"PartitionKey eq {executionId}");

    /// <summary>Writes entries of one execution, each key once.</summary>
    public Task WriteAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken) =>
        SubmitAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);

    /// <summary>The entries that match, by key.</summary>
    /// <param name="filter">Of one execution: <see cref="Of"/>, and what more is asked.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<TEntry>> ListAsync(string filter, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TablePaging.ReadAsync(table, filter, read, pageSize, continuation, cancellationToken);

    /// <summary>Removes the entries that match <paramref name="filter"/>, of one execution, and have one of <paramref name="keys"/> where those are given.</summary>
    public async Task RemoveAsync(string filter, IReadOnlySet<string>? keys, CancellationToken cancellationToken)
    {
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, select: Keys, cancellationToken: cancellationToken).AsPages())
        {
            await table.RemoveRowsAsync(page.Values.Where(row => keys is null || keys.Contains(row.RowKey)), cancellationToken);
        }
    }

    private async Task SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        foreach (TableTransactionAction[] transaction in actions.Chunk(TableLimits.Azure.TransactionOperations))
        {
            await table.SubmitTransactionAsync(transaction, cancellationToken);
        }
    }
}
