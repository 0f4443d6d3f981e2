using System.Diagnostics.Metrics;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>The metric of retention, on the meter of <see cref="JobMetrics"/>.</summary>
public sealed class RetentionMetrics
{
    /// <summary>Counter: what was removed because its time was over, by <see cref="KindTag"/>.</summary>
    public const string Expired = nameof(Expired);

    /// <summary>The tag that names a <see cref="RetentionKind"/>.</summary>
    public const string KindTag = "kind";

    private readonly Counter<long> _expired;

    /// <summary>Creates the instrument.</summary>
    public RetentionMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment) => _expired = meters
        .Create(JobMetrics.MeterPrefix + environment.Value.Name)
        .CreateCounter<long>(Expired, "Count", "What was removed because its time was over.");

    /// <summary>Something was removed.</summary>
    public void Removed(RetentionKind kind, int count) => _expired.Add(count, new KeyValuePair<string, object?>(KindTag, kind.ToString()));
}
