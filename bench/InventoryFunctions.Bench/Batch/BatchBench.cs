using System.Diagnostics;
using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Bench.Batch;

/// <summary>The batch update against the original's way, in one run, in turn, on the same emulator.</summary>
internal static class BatchBench
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var items = arguments.Get("items", 10_000);
        var batchSize = arguments.Get("batch-size", 100);
        var pairs = arguments.Get("pairs", 5);
        var large = arguments.Get("large", 10 * items);

        await CompareAsync(items, batchSize, pairs);
        foreach (var size in new[] { items, large })
        {
            var (peak, seconds) = await HostMemory.MeasureAsync(size, batchSize);
            Console.WriteLine($"host, {size,7:N0} items: peak working set {peak:F0} MiB, {seconds:F1} s, {size / seconds:N0} items/s");
        }

        return 0;
    }

    private static async Task CompareAsync(int items, int batchSize, int pairs)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var calls = new StorageCalls();
        var options = new TableClientOptions();
        options.AddPolicy(calls, HttpPipelinePosition.PerRetry);
        var tables = new TableServiceClient(azurite.ConnectionString, options);
        await Catalogue.LoadAsync(tables, items);
        await using var ours = await OurWay.StartAsync(azurite.ConnectionString, tables, batchSize);

        // Once each for the runtime's sake, and to count.
        await OriginalWay.RunAsync(tables);
        calls.Enabled = true;
        await ours.RunAsync(items);
        calls.Enabled = false;

        List<(double Original, double Ours)> rates = [];
        Console.WriteLine($"{items:N0} items, batch size {batchSize}, items/s:");
        for (var pair = 1; pair <= pairs; pair++)
        {
            var original = await TimeAsync(() => OriginalWay.RunAsync(tables));
            var own = await TimeAsync(() => ours.RunAsync(items));
            rates.Add((items / original, items / own));
            Console.WriteLine($"  pair {pair}: the original's way {rates[^1].Original,7:N0}   ours {rates[^1].Ours,7:N0}   ratio {original / own:F1}");
        }

        Console.WriteLine(
            $"median: the original's way {Median.Of(rates.Select(rate => rate.Original)):N0}   ours {Median.Of(rates.Select(rate => rate.Ours)):N0}   "
            + $"ratio {Median.Of(rates.Select(rate => rate.Ours / rate.Original)):F1}");
        Console.WriteLine(
            $"storage per 1,000 items: {calls.Of(InventoryStore.TableName + " transaction") * 1000.0 / items:F1} inventory write transactions, "
            + $"{calls.Total * 1000.0 / items:F1} calls of every kind (the original: 1,000 writes)");
        foreach (var (kind, count) in calls.ByKind)
        {
            Console.WriteLine($"  {kind,-40} {count,6}");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }
}
