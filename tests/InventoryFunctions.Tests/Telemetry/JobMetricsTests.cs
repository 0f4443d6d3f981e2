using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Tests.Telemetry;

[Trait("Parity", "A6")]
public sealed class JobMetricsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobRecord Running = JobRecord.Begin("01959e60-0000-7000-8000-000000000000", JobKind.BatchUpdate, Start);

    [Fact]
    public void Record_EndedJob_ReportsTheFourMetricsOfTheOriginal()
    {
        List<(string Name, string? Unit, double Value)> measured = Measure("stage-2", Running.Complete(18, 2, Start.AddSeconds(12.5)));

        Assert.Equal(
            [("ItemsProcessed", "Count", 18), ("ItemsFailed", "Count", 2), ("ExecutionTime", "Seconds", 12.5), ("SuccessRate", "Percent", 90)],
            measured);
    }

    [Fact]
    public void Record_JobWithoutItems_ReportsFullSuccess() =>
        Assert.Contains(("SuccessRate", "Percent", 100), Measure("empty", Running.Complete(0, 0, Start)));

    private static List<(string Name, string? Unit, double Value)> Measure(string environment, JobRecord job)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Environment", environment)]).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddTelemetry().BuildServiceProvider();
        List<(string, string?, double)> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == $"InventoryScheduler/{environment}")
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add((instrument.Name, instrument.Unit, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add((instrument.Name, instrument.Unit, value)));
        listener.Start();

        JobMetrics metrics = services.GetRequiredService<JobMetrics>();
        Assert.Same(metrics, services.GetRequiredService<JobMetrics>());
        metrics.Record(job);
        return measured;
    }
}
