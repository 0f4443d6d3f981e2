using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Schedules;

/// <summary>Stored schedules: however many hosts tick at once, one of them claims an occurrence.</summary>
public sealed class ScheduleStore(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Schedules";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Where the schedule <paramref name="name"/> stands, with the ETag to save it under; null where it was never stored.</summary>
    public async Task<(ScheduleState State, ETag ETag)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(name, ScheduleRow.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? (ScheduleRow.Read(row.Value!), row.Value!.ETag) : null;
    }

    /// <summary>Stores where the schedule stands. False: another host stored something else since <paramref name="read"/>.</summary>
    /// <remarks>Also false where storage's answer was lost and the client sent the same again: an occurrence may be missed then, never claimed twice.</remarks>
    public async Task<bool> TrySaveAsync(string name, ETag? read, ScheduleState state, CancellationToken cancellationToken)
    {
        TableEntity row = ScheduleRow.Write(name, state);
        try
        {
            await (read is { } tag
                ? _table.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellationToken)
                : _table.AddEntityAsync(row, cancellationToken));
            return true;
        }
        catch (RequestFailedException other) when (
            other.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }
}
