using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Importing;

/// <summary>
/// Table ImportStaging: the rows of a file between its upload and its application. Nothing of a file is applied before all of it is here.
/// </summary>
public sealed class ImportStaging(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "ImportStaging";

    /// <summary>Chunks read at once; their items are looked up together.</summary>
    private const int ChunksPerWindow = 10;

    private readonly TableClient table = tables.GetTableClient(TableName);

    /// <summary>Stores chunks of one execution, all or none; doing it again changes nothing.</summary>
    internal Task WriteAsync(IReadOnlyCollection<TableEntity> chunks, CancellationToken cancellation) => table.SubmitTransactionAsync(
        chunks.Select(chunk => new TableTransactionAction(TableTransactionActionType.UpsertReplace, chunk)), cancellation);

    /// <summary>The chunks of a shard from <paramref name="firstNumber"/> on, in order, some at a time.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<StagedChunk>> ReadAsync(
        string executionId, int shard, int firstNumber, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string filter = StagingRow.RowsFilter(executionId, shard, firstNumber);
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, ChunksPerWindow, cancellationToken: cancellation).AsPages())
        {
            if (page.Values.Count > 0)
            {
                yield return [.. page.Values.Select(row =>
                    new StagedChunk(StagingRow.NumberOf(row), StagedData.Unpack<ImportRow>(row.GetBinary(StagingRow.Data))))];
            }
        }
    }

    /// <summary>The errors of the rows that are none, some at a time.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<ImportError>> ReadErrorsAsync(
        string executionId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            StagingRow.ErrorsFilter(executionId), ChunksPerWindow, cancellationToken: cancellation))
        {
            yield return StagedData.Unpack<ImportError>(row.GetBinary(StagingRow.Data));
        }
    }

    /// <summary>Whether anything of an execution is staged.</summary>
    public async Task<bool> HoldsAsync(string executionId, CancellationToken cancellation)
    {
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            StagingRow.Filter(executionId), maxPerPage: 1, select: [nameof(ITableEntity.RowKey)], cancellationToken: cancellation))
        {
            return true;
        }

        return false;
    }

    /// <summary>Removes everything of an execution; doing it again removes nothing more.</summary>
    public async Task RemoveAsync(string executionId, CancellationToken cancellation)
    {
        await foreach (Page<TableEntity> page in table
            .QueryAsync<TableEntity>(
                StagingRow.Filter(executionId),
                select: [nameof(ITableEntity.PartitionKey), nameof(ITableEntity.RowKey)],
                cancellationToken: cancellation)
            .AsPages())
        {
            await table.RemoveRowsAsync(page.Values, cancellation);
        }
    }
}
