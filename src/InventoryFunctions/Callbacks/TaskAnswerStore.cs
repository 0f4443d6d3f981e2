using Azure;
using Azure.Data.Tables;

namespace InventoryFunctions.Callbacks;

/// <summary>
/// What ended the tasks that orchestrations wait for: table Callbacks, a row for each task, inserted by whoever ends it first, and a row for its last
/// heartbeat. Rows stay until nobody can hold a token that is still good.
/// </summary>
public sealed class TaskAnswerStore(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Callbacks";

    private const int Conflict = 409;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Ends the task, unless it was ended before.</summary>
    /// <returns>What ended it: this answer, or the one before.</returns>
    /// <exception cref="RequestFailedException">Storage failed; whether it is ended is not known, and ending it again is safe.</exception>
    public async Task<TaskAnswer> EndAsync(PendingTask task, TaskAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(TaskAnswerRow.Write(task, answer), cancellationToken);
            return answer;
        }
        catch (RequestFailedException exists) when (exists.Status == Conflict)
        {
            return await FindAsync(task, cancellationToken) ?? throw new InvalidOperationException("An answer was removed while its task is waited for.", exists);
        }
    }

    /// <summary>What ended the task, or null while it is open: one point read.</summary>
    public async Task<TaskAnswer?> FindAsync(PendingTask task, CancellationToken cancellationToken) =>
        await ReadAsync(task, TaskAnswerRow.AnswerKey(task), cancellationToken) is { } row ? TaskAnswerRow.Read(row) : null;

    /// <summary>Notes a sign of life.</summary>
    public Task BeatAsync(PendingTask task, DateTimeOffset at, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(TaskAnswerRow.WriteHeartbeat(task, at), TableUpdateMode.Replace, cancellationToken);

    /// <summary>The last sign of life, or null where there was none.</summary>
    public async Task<DateTimeOffset?> LastHeartbeatAsync(PendingTask task, CancellationToken cancellationToken) =>
        (await ReadAsync(task, TaskAnswerRow.HeartbeatKey(task), cancellationToken))?.GetDateTimeOffset(nameof(TaskAnswer.At));

    private async Task<TableEntity?> ReadAsync(PendingTask task, string rowKey, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(TaskAnswerRow.Partition(task), rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}
