using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Schedules;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.BatchUpdates;

/// <summary>
/// The stored schedule and the run that goes on: two rows of one partition of table Schedules, so that claiming an occurrence and
/// beginning its run is one transaction. However many hosts tick at once, one of them begins it.
/// </summary>
public sealed class BatchUpdateLedger(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = ScheduleStore.TableName;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Both rows, as one read.</summary>
    public async Task<LedgerState> ReadAsync(CancellationToken cancellationToken)
    {
        LedgerState state = new(null, null);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {LedgerRows.Partition}");
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            state = row.RowKey switch
            {
                LedgerRows.Schedule => state with { Schedule = new(LedgerRows.ReadSchedule(row), row.ETag) },
                LedgerRows.Running => state with { Run = new(LedgerRows.ReadRun(row), row.ETag) },
                _ => state,
            };
        }

        return state;
    }

    /// <summary>Stores where the schedule stands. False: another host stored something else since <paramref name="stored"/> was read.</summary>
    public Task<bool> TrySaveAsync(LedgerEntry<ScheduleState>? stored, ScheduleState state, CancellationToken cancellationToken) =>
        TrySubmitAsync([Save(stored, state)], cancellationToken);

    /// <summary>Begins a run. False: one goes on.</summary>
    public Task<bool> TryBeginAsync(BatchUpdateRun run, CancellationToken cancellationToken) => TryBeginAsync(run, [Begin(run)], cancellationToken);

    /// <summary>
    /// Claims an occurrence and begins its run, or does neither. False: a run goes on, or another host stored something else since
    /// <paramref name="stored"/> was read.
    /// </summary>
    public Task<bool> TryClaimAsync(
        LedgerEntry<ScheduleState> stored, ScheduleState state, BatchUpdateRun run, CancellationToken cancellationToken) =>
        TryBeginAsync(run, [Save(stored, state), Begin(run)], cancellationToken);

    /// <summary>Notes that the run's orchestration is started anew now. False: somebody else did, or the run has ended.</summary>
    public Task<bool> TryRenewAsync(LedgerEntry<BatchUpdateRun> stored, DateTimeOffset now, CancellationToken cancellationToken) => TrySubmitAsync(
        [new TableTransactionAction(TableTransactionActionType.UpdateReplace, LedgerRows.Write(stored.Value with { Since = now }), stored.ETag)],
        cancellationToken);

    /// <summary>Whether <paramref name="executionId"/> is the run that goes on.</summary>
    public async Task<bool> IsRunningAsync(string executionId, CancellationToken cancellationToken) =>
        (await FindRunAsync(cancellationToken))?.Value.ExecutionId == executionId;

    /// <summary>Ends the run of <paramref name="executionId"/>; where another one goes on, or none, nothing happens.</summary>
    public async Task ReleaseAsync(string executionId, CancellationToken cancellationToken)
    {
        // Again where the run was renewed between the read and the delete.
        while (await FindRunAsync(cancellationToken) is { } run && run.Value.ExecutionId == executionId
            && !await TrySubmitAsync([new(TableTransactionActionType.Delete, LedgerRows.Write(run.Value), run.ETag)], cancellationToken))
        {
        }
    }

    private static TableTransactionAction Begin(BatchUpdateRun run) => new(TableTransactionActionType.Add, LedgerRows.Write(run));

    private static TableTransactionAction Save(LedgerEntry<ScheduleState>? stored, ScheduleState state) => stored is null
        ? new(TableTransactionActionType.Add, LedgerRows.Write(state))
        : new(TableTransactionActionType.UpdateReplace, LedgerRows.Write(state), stored.ETag);

    private async Task<bool> TryBeginAsync(BatchUpdateRun run, IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        await TrySubmitAsync(actions, cancellationToken)
        // The client sends a transaction again whose answer was lost; then the conflict is with ourselves.
        || (await FindRunAsync(cancellationToken))?.Value.ExecutionId == run.ExecutionId;

    private async Task<bool> TrySubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException other) when (
            other.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    private async Task<LedgerEntry<BatchUpdateRun>?> FindRunAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row =
            await _table.GetEntityIfExistsAsync<TableEntity>(LedgerRows.Partition, LedgerRows.Running, cancellationToken: cancellationToken);
        return row.HasValue ? new(LedgerRows.ReadRun(row.Value!), row.Value!.ETag) : null;
    }
}
