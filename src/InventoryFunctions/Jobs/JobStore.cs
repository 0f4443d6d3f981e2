using System.Globalization;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Jobs;

/// <summary>The records of jobs (parity A11): table Jobs, read by id in one point read and by time as one key range, newest first.</summary>
/// <remarks>Whoever has a record come to its end has it counted.</remarks>
public sealed class JobStore(TableServiceClient tables, JobMetrics metrics)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Jobs";

    // Concurrent writers of one record are two at most: the orchestration and the recovery of its run.
    private const int MaxAttempts = 10;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>The record of <paramref name="executionId"/>, or null where there is none.</summary>
    public async Task<JobRecord?> FindAsync(string executionId, CancellationToken cancellationToken) =>
        await FindRowAsync(executionId, cancellationToken) is { } row ? JobRow.Read(row) : null;

    /// <summary>Adds <paramref name="job"/>. False: a record of that execution is there already, and stays as it is.</summary>
    public async Task<bool> InsertAsync(JobRecord job, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(JobRow.Write(job), cancellationToken);
            CountEnd(JobStatus.Running, job);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    /// <summary>
    /// Replaces the record by what <paramref name="change"/> makes of it, asked again where another writer came between.
    /// Returning the record itself changes nothing.
    /// </summary>
    /// <returns>The record as it is now, or null where there is none.</returns>
    public async Task<JobRecord?> UpdateAsync(string executionId, Func<JobRecord, JobRecord> change, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (await FindRowAsync(executionId, cancellationToken) is not { } row)
            {
                return null;
            }

            JobRecord before = JobRow.Read(row);
            JobRecord after = change(before);
            if (after == before)
            {
                return before;
            }

            try
            {
                await _table.UpdateEntityAsync(JobRow.Write(after), row.ETag, TableUpdateMode.Replace, cancellationToken);
                CountEnd(before.Status, after);
                return after;
            }
            catch (RequestFailedException changed) when (changed.Status == StatusCodes.Status412PreconditionFailed && attempt < MaxAttempts)
            {
            }
        }
    }

    /// <summary>The records that <paramref name="query"/> asks for, newest first.</summary>
    /// <param name="query">Which records.</param>
    /// <param name="pageSize">The most records of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListPage<JobRecord>> ListAsync(JobQuery query, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TablePaging.ReadAsync(_table, Filter(query), JobRow.Read, pageSize, continuation, cancellationToken);

    /// <summary>Up to <paramref name="maxCount"/> records whose <see cref="JobRecord.Ttl"/> has passed at <paramref name="now"/>.</summary>
    public async Task<IReadOnlyList<JobRecord>> FindExpiredAsync(DateTimeOffset now, int maxCount, CancellationToken cancellationToken)
    {
        // Earlier days sort after later ones; no record lives shorter than the retention.
        string filter = $"PartitionKey ge '{JobKeys.Partition(now - JobRecord.Retention)}' and {nameof(JobRecord.Ttl)} le {Literal(now)}";
        return (await TablePaging.ReadAsync(_table, filter, JobRow.Read, maxCount, null, cancellationToken)).Items;
    }

    /// <summary>Removes the record; nothing happens where there is none.</summary>
    public async Task DeleteAsync(string executionId, CancellationToken cancellationToken)
    {
        if (JobKeys.Of(executionId) is { } key)
        {
            await _table.DeleteEntityAsync(key.Partition, key.Row, ETag.All, cancellationToken);
        }
    }

    private void CountEnd(JobStatus before, JobRecord after)
    {
        if (before == JobStatus.Running && after.Status != JobStatus.Running)
        {
            metrics.Ended(after);
        }
    }

    private static string Filter(JobQuery query)
    {
        List<string> conditions = [];
        if (query.To is { } to)
        {
            conditions.Add($"PartitionKey ge '{JobKeys.Partition(to)}' and {JobRow.CreatedAt} lt {Literal(to)}");
        }

        if (query.From is { } from)
        {
            conditions.Add($"PartitionKey le '{JobKeys.Partition(from)}' and {JobRow.CreatedAt} ge {Literal(from)}");
        }

        if (query.Status is { } status)
        {
            conditions.Add($"{nameof(JobRecord.Status)} eq '{status}'");
        }

        return string.Join(" and ", conditions);
    }

    private static string Literal(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"datetime'{time.UtcDateTime:O}'");

    private async Task<TableEntity?> FindRowAsync(string executionId, CancellationToken cancellationToken)
    {
        if (JobKeys.Of(executionId) is not { } key)
        {
            return null;
        }

        NullableResponse<TableEntity> found = await _table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
