using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Recovery;

/// <summary>
/// Records at the first start when the journal of this inventory began. Before that moment nothing is known, and a restore to it would take every
/// item for one that did not exist.
/// </summary>
public sealed class JournalBeginning(TableServiceClient tables, TimeProvider clock) : IHostedService
{
    private const string Row = "journal";
    private const string BeganAt = nameof(BeganAt);

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>When the journal began, or null where that is not recorded.</summary>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.LayoutPartition, Row, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetDateTimeOffset(BeganAt) : null;
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(
                new TableEntity(InventoryKeys.LayoutPartition, Row) { [BeganAt] = clock.GetUtcNow() }, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            // Not the first start.
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
