using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.Jobs;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>
/// The metrics of ended jobs (parity A6): meter <c>InventoryScheduler/{environment}</c> with the original's names and units. One instance a
/// process, because every instance would report under the same names.
/// </summary>
public sealed class JobMetrics
{
    /// <summary>What the meter's name begins with; the environment follows.</summary>
    public const string MeterPrefix = "InventoryScheduler/";

    /// <summary>Counter: items updated.</summary>
    public const string ItemsProcessed = nameof(ItemsProcessed);

    /// <summary>Counter: items that could not be updated.</summary>
    public const string ItemsFailed = nameof(ItemsFailed);

    /// <summary>Histogram: seconds a job took.</summary>
    public const string ExecutionTime = nameof(ExecutionTime);

    /// <summary>Histogram: percent of a job's items that were updated.</summary>
    public const string SuccessRate = nameof(SuccessRate);

    /// <summary>Counter, ours: jobs of every kind that ended, by <see cref="KindTag"/> and <see cref="StatusTag"/>.</summary>
    public const string Jobs = nameof(Jobs);

    /// <summary>The tag that names a <see cref="JobKind"/>.</summary>
    public const string KindTag = "kind";

    /// <summary>The tag that names the <see cref="JobStatus"/> that a job came to.</summary>
    public const string StatusTag = "status";

    private readonly Counter<long> _jobs;
    private readonly Counter<long> _processed;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _executionTime;
    private readonly Histogram<double> _successRate;

    /// <summary>Creates the instruments.</summary>
    public JobMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment)
    {
        Meter meter = meters.Create(MeterPrefix + environment.Value.Name);
        _jobs = meter.CreateCounter<long>(Jobs, "Count", "Jobs that ended, by kind and status.");
        _processed = meter.CreateCounter<long>(ItemsProcessed, "Count", "Items updated by batch updates.");
        _failed = meter.CreateCounter<long>(ItemsFailed, "Count", "Items that batch updates could not update.");
        _executionTime = meter.CreateHistogram<double>(ExecutionTime, "Seconds", "How long batch updates took.");
        _successRate = meter.CreateHistogram<double>(SuccessRate, "Percent", "Share of items updated; 100 where there were none.");
    }

    /// <summary>A job of any kind came to its end.</summary>
    public void Ended(JobRecord job) => _jobs.Add(
        1, new KeyValuePair<string, object?>(KindTag, job.Kind.ToString()), new KeyValuePair<string, object?>(StatusTag, job.Status.ToString()));

    /// <summary>Records <paramref name="job"/>, which has ended.</summary>
    public void Record(JobRecord job)
    {
        _processed.Add(job.ItemsProcessed);
        _failed.Add(job.ItemsFailed);
        _executionTime.Record(job.ExecutionTime ?? 0);
        _successRate.Record(job.SuccessRate);
    }
}
