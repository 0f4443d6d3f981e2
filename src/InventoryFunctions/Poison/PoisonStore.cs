using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Poison;

/// <summary>What is known of messages that failed: table PoisonMessages, one partition a queue.</summary>
public sealed class PoisonStore(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "PoisonMessages";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>The row of a message, or null.</summary>
    internal async Task<PoisonRow?> FindAsync(string queue, string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await _table.GetEntityIfExistsAsync<TableEntity>(queue, id, cancellationToken: cancellationToken);
        return found.HasValue ? PoisonRow.Read(found.Value!) : null;
    }

    /// <summary>Writes a row in place of what is there.</summary>
    internal Task WriteAsync(string queue, PoisonRow row, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(row.ToEntity(queue), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Removes a row, whether it is there or not.</summary>
    public Task RemoveAsync(string queue, string id, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(queue, id, ETag.All, cancellationToken);

    /// <summary>Removes a row unless it was written again since <paramref name="read"/>.</summary>
    internal async Task RemoveAsync(string queue, PoisonRow read, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(queue, read.Message.Id, read.ETag, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound)
        {
            // It failed anew meanwhile: what is there now is the news. Or somebody else removed it.
        }
    }

    /// <summary>Removes what is poisoned and failed last before <paramref name="time"/>.</summary>
    internal async Task RemoveOlderAsync(string queue, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {queue} and Poisoned eq {true} and LastFailedAt lt {time}"), cancellationToken: cancellationToken))
        {
            await RemoveAsync(queue, PoisonRow.Read(row), cancellationToken);
        }
    }

    /// <summary>The messages in the poison queue, by id.</summary>
    /// <param name="queue">The queue they came from.</param>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<PoisonMessage>> ListAsync(string queue, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TablePaging.ReadAsync(
            _table,
            TableClient.CreateQueryFilter($"PartitionKey eq {queue} and Poisoned eq {true}"),
            row => PoisonRow.Read(row).Message,
            pageSize,
            continuation,
            cancellationToken);
}
