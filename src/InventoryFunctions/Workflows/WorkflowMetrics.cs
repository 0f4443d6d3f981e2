using System.Diagnostics.Metrics;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Workflows;

/// <summary>The metric of orchestrations, on the meter of <see cref="JobMetrics"/>.</summary>
public sealed class WorkflowMetrics
{
    /// <summary>Gauge: orchestrations that do not go on, as the last look found them.</summary>
    public const string StuckOrchestrations = nameof(StuckOrchestrations);

    private readonly Gauge<long> _stuck;

    /// <summary>Creates the instrument.</summary>
    public WorkflowMetrics(IMeterFactory meters, IOptions<EnvironmentOptions> environment) => _stuck = meters
        .Create(JobMetrics.MeterPrefix + environment.Value.Name)
        .CreateGauge<long>(StuckOrchestrations, "Count", "Orchestrations that should have gone on and have not.");

    /// <summary>What a look found.</summary>
    public void Record(int stuck) => _stuck.Record(stuck);
}
