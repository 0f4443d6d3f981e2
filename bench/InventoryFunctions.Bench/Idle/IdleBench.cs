using InventoryFunctions.Bench.Reserve;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Bench.Idle;

/// <summary>What a host costs that has nothing to do: calls to storage and processor time, with every timer and queue on.</summary>
internal static class IdleBench
{
    private const double MinutesAnHour = 60;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int minutes = arguments.Get("minutes", 5);
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        await using EmbeddedApplication host = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString },
            MinimumLogLevel = LogLevel.Warning,
        });
        using StorageTraffic traffic = new(azurite) { InDetail = true };

        // What happens once after the start is no part of it.
        await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
        traffic.Clear();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        await Task.Delay(TimeSpan.FromMinutes(minutes), TimeProvider.System);
        processor = Environment.CpuUsage.TotalTime - processor;

        double hourly = MinutesAnHour / minutes;
        Console.WriteLine(FormattableString.Invariant($"an idle host, {minutes} minutes after the first one, per hour:"));
        Console.WriteLine(FormattableString.Invariant($"  storage calls {traffic.Total * hourly,28:N0}"));
        foreach ((string kind, int count) in traffic.ByKind)
        {
            Console.WriteLine(FormattableString.Invariant($"    {kind,-36} {count * hourly,8:N0}"));
        }

        Console.WriteLine(FormattableString.Invariant($"  processor {processor.TotalSeconds * hourly,30:N1} s ({processor / TimeSpan.FromMinutes(minutes):P2})"));
        return 0;
    }
}
