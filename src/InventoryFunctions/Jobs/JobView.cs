using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;

namespace InventoryFunctions.Jobs;

/// <summary>A job record as the API shows it.</summary>
/// <param name="job">The record.</param>
public class JobView(JobRecord job)
{
    /// <inheritdoc cref="JobRecord.ExecutionId" />
    public string ExecutionId => job.ExecutionId;

    /// <inheritdoc cref="JobRecord.Kind" />
    public JobKind Kind => job.Kind;

    /// <inheritdoc cref="JobRecord.Status" />
    public JobStatus Status => job.Status;

    /// <inheritdoc cref="JobRecord.Timestamp" />
    public DateTimeOffset Timestamp => job.Timestamp;

    /// <inheritdoc cref="JobRecord.StartTime" />
    public DateTimeOffset StartTime => job.StartTime;

    /// <inheritdoc cref="JobRecord.EndTime" />
    public DateTimeOffset? EndTime => job.EndTime;

    /// <inheritdoc cref="JobRecord.ItemsProcessed" />
    public long ItemsProcessed => job.ItemsProcessed;

    /// <inheritdoc cref="JobRecord.ItemsFailed" />
    public long ItemsFailed => job.ItemsFailed;

    /// <inheritdoc cref="JobRecord.ItemsTotal" />
    public long? ItemsTotal => job.ItemsTotal;

    /// <inheritdoc cref="JobRecord.ExecutionTime" />
    public double? ExecutionTime => job.ExecutionTime;

    /// <inheritdoc cref="JobRecord.ErrorMessage" />
    public string? ErrorMessage => job.ErrorMessage;

    /// <inheritdoc cref="JobRecord.Import" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportCounts? Import => job.Import;

    /// <inheritdoc cref="JobRecord.Restore" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RestoreCounts? Restore => job.Restore;

    /// <inheritdoc cref="JobRecord.Reconcile" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReconcileCounts? Reconcile => job.Reconcile;

    /// <inheritdoc cref="JobRecord.Ttl" />
    public DateTimeOffset Ttl => job.Ttl;
}
