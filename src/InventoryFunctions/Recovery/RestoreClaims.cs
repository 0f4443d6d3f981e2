using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Recovery;

/// <summary>One restore at a time: a row of table Inventory, in the partition of what concerns it as a whole. Dry runs need no claim.</summary>
public sealed class RestoreClaims(TableServiceClient tables)
{
    private const string Row = "restore";
    private const string ExecutionId = nameof(RestoreClaim.ExecutionId);
    private const string Since = nameof(RestoreClaim.Since);

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>Claims the inventory for a restore. False: another one has it.</summary>
    public async Task<bool> TryClaimAsync(string executionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(
                new TableEntity(InventoryKeys.LayoutPartition, Row) { [ExecutionId] = executionId, [Since] = now.ToUniversalTime() }, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            // The client sends a request again whose answer was lost; then the conflict is with ourselves.
            return (await FindAsync(cancellationToken))?.ExecutionId == executionId;
        }
    }

    /// <summary>The claim that stands, or null.</summary>
    public async Task<RestoreClaim?> FindAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.LayoutPartition, Row, cancellationToken: cancellationToken);
        return row.HasValue
            ? new RestoreClaim(row.Value!.GetString(ExecutionId), row.Value!.GetDateTimeOffset(Since).GetValueOrDefault(), row.Value!.ETag)
            : null;
    }

    /// <summary>Ends the claim of <paramref name="executionId"/>; where another one stands, or none, nothing happens.</summary>
    public async Task ReleaseAsync(string executionId, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } claim && claim.ExecutionId == executionId)
        {
            try
            {
                await _table.DeleteEntityAsync(InventoryKeys.LayoutPartition, Row, claim.ETag, cancellationToken);
            }
            catch (RequestFailedException changed) when (changed.Status == StatusCodes.Status412PreconditionFailed)
            {
                // Released meanwhile, and claimed by another.
            }
        }
    }
}
