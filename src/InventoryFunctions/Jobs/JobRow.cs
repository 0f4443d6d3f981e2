using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Jobs;

/// <summary>A job record as a row of table Jobs.</summary>
internal static class JobRow
{
    /// <summary>When the record was first written; <c>Timestamp</c> itself is Table Storage's own.</summary>
    public const string CreatedAt = nameof(CreatedAt);

    private const string RestoreProperty = nameof(JobRecord.Restore);
    private const string ReconcileProperty = nameof(JobRecord.Reconcile);

    /// <summary>The longest error message that is kept; a property holds 32 Ki characters (Table Storage).</summary>
    private const int MaxErrorMessageLength = 8 * 1024;

    public static TableEntity Write(JobRecord job)
    {
        (string partition, string row) = JobKeys.Of(job.ExecutionId)
            ?? throw new ArgumentException($"'{job.ExecutionId}' is no execution id: a UUID version 7 is asked for.", nameof(job));
        TableEntity entity = new(partition, row)
        {
            [nameof(JobRecord.ExecutionId)] = job.ExecutionId,
            [nameof(JobRecord.Kind)] = job.Kind.ToString(),
            [nameof(JobRecord.Status)] = job.Status.ToString(),
            [CreatedAt] = job.Timestamp,
            [nameof(JobRecord.StartTime)] = job.StartTime,
            [nameof(JobRecord.ItemsProcessed)] = job.ItemsProcessed,
            [nameof(JobRecord.ItemsFailed)] = job.ItemsFailed,
            [nameof(JobRecord.Ttl)] = job.Ttl,
        };
        entity.SetIfKnown(nameof(JobRecord.EndTime), job.EndTime);
        entity.SetIfKnown(nameof(JobRecord.ItemsTotal), job.ItemsTotal);
        entity.SetIfKnown(nameof(JobRecord.ExecutionTime), job.ExecutionTime);
        entity.SetIfKnown(nameof(JobRecord.ErrorMessage), job.ErrorMessage is { Length: > MaxErrorMessageLength } text ? text[..MaxErrorMessageLength] : job.ErrorMessage);
        entity.SetIfKnown(nameof(ImportCounts.Created), job.Import?.Created);
        entity.SetIfKnown(nameof(ImportCounts.Changed), job.Import?.Changed);
        entity.SetIfKnown(nameof(ImportCounts.Unchanged), job.Import?.Unchanged);
        entity.SetIfKnown(nameof(ImportCounts.Refused), job.Import?.Refused);
        entity.SetIfKnown(RestoreProperty, job.Restore is { } restore ? JsonSerializer.Serialize(restore) : null);
        entity.SetIfKnown(ReconcileProperty, job.Reconcile is { } reconcile ? JsonSerializer.Serialize(reconcile) : null);
        return entity;
    }

    public static JobRecord Read(TableEntity row) => new()
    {
        ExecutionId = row.GetString(nameof(JobRecord.ExecutionId)),
        Kind = Enum.Parse<JobKind>(row.GetString(nameof(JobRecord.Kind))),
        Status = Enum.Parse<JobStatus>(row.GetString(nameof(JobRecord.Status))),
        Timestamp = row.GetDateTimeOffset(CreatedAt).GetValueOrDefault(),
        StartTime = row.GetDateTimeOffset(nameof(JobRecord.StartTime)).GetValueOrDefault(),
        EndTime = row.GetDateTimeOffset(nameof(JobRecord.EndTime)),
        ItemsProcessed = row.GetInt64(nameof(JobRecord.ItemsProcessed)).GetValueOrDefault(),
        ItemsFailed = row.GetInt64(nameof(JobRecord.ItemsFailed)).GetValueOrDefault(),
        ItemsTotal = row.GetInt64(nameof(JobRecord.ItemsTotal)),
        ExecutionTime = row.GetDouble(nameof(JobRecord.ExecutionTime)),
        ErrorMessage = row.GetString(nameof(JobRecord.ErrorMessage)),
        Import = ReadImport(row),
        Restore = row.GetString(RestoreProperty) is { } restore ? JsonSerializer.Deserialize<RestoreCounts>(restore) : null,
        Reconcile = row.GetString(ReconcileProperty) is { } reconcile ? JsonSerializer.Deserialize<ReconcileCounts>(reconcile) : null,
        Ttl = row.GetDateTimeOffset(nameof(JobRecord.Ttl)).GetValueOrDefault(),
    };

    private static ImportCounts? ReadImport(TableEntity row) => row.GetInt64(nameof(ImportCounts.Created)) is { } created
        ? new ImportCounts(
            created,
            row.GetInt64(nameof(ImportCounts.Changed)).GetValueOrDefault(),
            row.GetInt64(nameof(ImportCounts.Unchanged)).GetValueOrDefault(),
            row.GetInt64(nameof(ImportCounts.Refused)).GetValueOrDefault())
        : null;
}
