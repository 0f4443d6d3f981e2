using System.Diagnostics.Metrics;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.ChangeFeed;

/// <summary>How far the change feed lags behind, on the meter of <see cref="JobMetrics"/>; as the last sweep found it.</summary>
public sealed class ChangeFeedMetrics
{
    /// <summary>Gauge: change sets that wait, up to 1,000 a shard.</summary>
    public const string Backlog = "ChangeFeedBacklog";

    /// <summary>Gauge: how long the oldest of them has waited, in seconds; 0 where none waits.</summary>
    public const string OldestAge = "ChangeFeedOldestAge";

    private readonly Gauge<long> _backlog;
    private readonly Gauge<double> _oldestAge;

    /// <summary>Creates the instruments.</summary>
    public ChangeFeedMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment)
    {
        Meter meter = meters.Create(JobMetrics.MeterPrefix + environment.Value.Name);
        _backlog = meter.CreateGauge<long>(Backlog, "Count", "Change sets that wait to be processed.");
        _oldestAge = meter.CreateGauge<double>(OldestAge, "Seconds", "How long the oldest of them has waited.");
    }

    /// <summary>What a sweep found.</summary>
    public void Record(ChangeFeedBacklog backlog)
    {
        _backlog.Record(backlog.Count);
        _oldestAge.Record(backlog.OldestAge.TotalSeconds);
    }
}
