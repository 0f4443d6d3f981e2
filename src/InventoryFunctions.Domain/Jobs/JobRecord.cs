using System.Text.Json.Serialization;

using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Domain.Jobs;

/// <summary>One execution of a job (parity A3, A11).</summary>
public sealed record JobRecord
{
    /// <summary>How long a record is kept after the job started (parity A3, A11).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>The execution id, a UUID version 7.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>What the job does.</summary>
    public JobKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; init; }

    /// <summary>When the record was first written.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>When the job began.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended, or null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Items updated so far.</summary>
    public long ItemsProcessed { get; init; }

    /// <summary>Items that could not be updated so far.</summary>
    public long ItemsFailed { get; init; }

    /// <summary>Items there are to update, where that is known.</summary>
    public long? ItemsTotal { get; init; }

    /// <summary>Seconds from start to end, with 2 decimals, or null while the job runs.</summary>
    public double? ExecutionTime { get; init; }

    /// <summary>Why the job failed, or null.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What an import did, or would do, once that is known; null for other jobs.</summary>
    public ImportCounts? Import { get; init; }

    /// <summary>What a restore did, or would do, once that is known; null for other jobs.</summary>
    public RestoreCounts? Restore { get; init; }

    /// <summary>What a reconciliation found, once that is known; null for other jobs.</summary>
    public ReconcileCounts? Reconcile { get; init; }

    /// <summary>When the record may be removed: <see cref="Retention"/> after the start.</summary>
    public DateTimeOffset Ttl { get; init; }

    /// <summary>Percent of the items seen so far that were updated; 100 where there were none (parity A6).</summary>
    [JsonIgnore]
    public double SuccessRate => ItemsProcessed + ItemsFailed is var seen and > 0 ? 100.0 * ItemsProcessed / seen : 100;

    /// <summary>The record of a job that begins at <paramref name="now"/>.</summary>
    public static JobRecord Begin(string executionId, JobKind kind, DateTimeOffset now) => new()
    {
        ExecutionId = executionId,
        Kind = kind,
        Status = JobStatus.Running,
        Timestamp = now,
        StartTime = now,
        Ttl = now + Retention,
    };

    /// <summary>The record with the counts so far, where the job still runs and they are no older than the ones it has.</summary>
    public JobRecord Progress(long itemsProcessed, long itemsFailed) =>
        Status == JobStatus.Running && itemsProcessed + itemsFailed > ItemsProcessed + ItemsFailed
            ? this with { ItemsProcessed = itemsProcessed, ItemsFailed = itemsFailed }
            : this;

    /// <summary>The record once every item was seen.</summary>
    public JobRecord Complete(long itemsProcessed, long itemsFailed, DateTimeOffset now) => End(JobStatus.Completed, now) with
    {
        ItemsProcessed = itemsProcessed,
        ItemsFailed = itemsFailed,
        ItemsTotal = itemsProcessed + itemsFailed,
    };

    /// <summary>The record of a job that itself failed (parity A8).</summary>
    public JobRecord Fail(string errorMessage, DateTimeOffset now) => End(JobStatus.Failed, now) with { ErrorMessage = errorMessage };

    private JobRecord End(JobStatus status, DateTimeOffset now) => this with
    {
        Status = status,
        EndTime = now,
        ExecutionTime = Math.Round((now - StartTime).TotalSeconds, 2, MidpointRounding.AwayFromZero),
    };
}
