using System.Diagnostics;
using System.Diagnostics.Metrics;
using InventoryFunctions.Bench.Reserve;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Telemetry;

/// <summary>What an order leaves in logs, metrics and traces, and what sending them costs: the same orders with and without a receiver, in turn.</summary>
internal static class TelemetryBench
{
    private const int InFlight = 50;
    private const int Products = 7;
    private static readonly TimeSpan ExportsAreThrough = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int orders = arguments.Get("orders", 1_000);
        int pairs = arguments.Get("pairs", 3);
        await RunOnceAsync(orders / 4, sends: true, report: false);
        for (int pair = 1; pair <= pairs; pair++)
        {
            await RunOnceAsync(orders, sends: false, report: true);
            await RunOnceAsync(orders, sends: true, report: true);
        }

        return 0;
    }

    private static async Task RunOnceAsync(int orders, bool sends, bool report)
    {
        await using TelemetryCounts counts = await TelemetryCounts.StartAsync();
        Dictionary<string, string?> settings = sends
            ? new()
            {
                [TelemetryOptions.OtlpEndpointSetting] = counts.Endpoint,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",

                // The clients share the process, and say of their own spans that nobody wants them.
                ["OTEL_TRACES_SAMPLER"] = "always_on",
                ["OTEL_BSP_MAX_QUEUE_SIZE"] = "65536",
                ["OTEL_BLRP_MAX_QUEUE_SIZE"] = "65536",
            }
            : [];
        await using EndToEnd endToEnd = await EndToEnd.StartAsync(settings, LogLevel.Information, logging => logging.AddProvider(counts));
        int spans = 0, measurements = 0;
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => sends && source.Name.StartsWith(InventoryActivities.SourceName, StringComparison.Ordinal),
            ActivityStopped = _ => Interlocked.Increment(ref spans),
        };
        ActivitySource.AddActivityListener(listener);
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name.StartsWith(JobMetrics.MeterPrefix, StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref measurements));
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref measurements));
        meters.Start();

        counts.Clear();
        EndToEndRun run = await endToEnd.RunAsync(orders, InFlight, Products, orders);
        if (!report)
        {
            return;
        }

        await Task.Delay(ExportsAreThrough, TimeProvider.System);
        Console.WriteLine(FormattableString.Invariant(
            $"{(sends ? "sent:    " : "not sent:")} {run}"));
        Console.WriteLine(FormattableString.Invariant(
            $"          an order: {counts.Lines / (double)orders:F2} log lines, {measurements / (double)orders:F2} measurements, {spans / (double)orders:F2} spans")
            + string.Concat(counts.Bytes.Select(signal => FormattableString.Invariant($", {signal.Value / (double)orders:N0} bytes to {signal.Key}"))));
    }
}
