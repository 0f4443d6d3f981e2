using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>
/// (a) Orders of one piece of one item, twice as many as there are pieces, in one run, in turn, on the same emulator: ours at the store, the usual way, and
/// once the original's.
/// </summary>
internal static class HotItemBench
{
    public static async Task RunAsync(int orders, int callers, int pairs)
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        StorageCalls calls = new();
        TableClientOptions options = new();
        options.AddPolicy(calls, HttpPipelinePosition.PerRetry);
        TableServiceClient tables = new(azurite.ConnectionString, options);
        await tables.CreateTableIfNotExistsAsync(InventoryStore.TableName);
        ReservationStore store = new(tables, Options.Create(new InventoryOptions()), TimeProvider.System, NullLogger<ReservationStore>.Instance);
        int stock = orders / 2;

        // Once each for the runtime's sake.
        await new UsualReserving(tables).MeasureAsync(stock / 10, orders / 10, callers);
        await new OurReserving(tables, store).MeasureAsync(stock, orders, callers);

        Console.WriteLine($"(a) one item, {stock:N0} pieces, {orders:N0} orders of 1, {callers} at a time, orders decided/s:");
        List<(HotItemResult Usual, HotItemResult Ours)> measured = [];
        for (int pair = 1; pair <= pairs; pair++)
        {
            HotItemResult usual = await new UsualReserving(tables).MeasureAsync(stock, orders, callers);
            HotItemResult ours = await new OurReserving(tables, store).MeasureAsync(stock, orders, callers);
            measured.Add((usual, ours));
            Console.WriteLine(
                $"  pair {pair}: the usual way {usual.PerSecond,7:N0}   ours {ours.PerSecond,7:N0}   ratio {ours.PerSecond / usual.PerSecond:F1}   "
                + $"pieces oversold: {usual.Oversold} and {ours.Oversold}");
        }

        Console.WriteLine(
            $"median: the usual way {Median.Of(measured.Select(run => run.Usual.PerSecond)):N0}   ours {Median.Of(measured.Select(run => run.Ours.PerSecond)):N0}   "
            + $"ratio {Median.Of(measured.Select(run => run.Ours.PerSecond / run.Usual.PerSecond)):F1}   "
            + $"processor time an order: {Median.Of(measured.Select(run => run.Usual.CpuMicroseconds)):N0} and {Median.Of(measured.Select(run => run.Ours.CpuMicroseconds)):N0} µs");

        HotItemResult unconditional = await new UnconditionalReserving(tables).MeasureAsync(stock, orders, callers);
        Console.WriteLine($"without a condition, as the original: {unconditional.PerSecond:N0}, {unconditional.Oversold} pieces of {stock} oversold");

        calls.Enabled = true;
        await new OurReserving(tables, store).MeasureAsync(stock, orders, callers);
        calls.Enabled = false;
        Console.WriteLine($"ours, storage per 1,000 orders: {calls.Total * 1000.0 / orders:F0} calls");
        foreach ((string kind, int count) in calls.ByKind)
        {
            Console.WriteLine($"  {kind,-40} {count,6}");
        }
    }
}
