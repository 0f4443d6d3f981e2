using Azure.Core;
using Azure.Data.Tables;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
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
        ReservationStore store = new(tables, Options.Create(new InventoryOptions()), TimeProvider.System);
        int stock = orders / 2;

        // Once each for the runtime's sake.
        await new UsualReserving(tables).MeasureAsync(stock / 10, orders / 10, callers);
        await new OurReserving(tables, store).MeasureAsync(stock, orders, callers);

        Console.WriteLine($"(a) one item, {stock:N0} pieces, {orders:N0} orders of 1, {callers} at a time, orders decided/s:");
        List<(double Usual, double Ours)> rates = [];
        for (int pair = 1; pair <= pairs; pair++)
        {
            (double usual, int usualOversold) = await new UsualReserving(tables).MeasureAsync(stock, orders, callers);
            (double ours, int oursOversold) = await new OurReserving(tables, store).MeasureAsync(stock, orders, callers);
            rates.Add((usual, ours));
            Console.WriteLine(
                $"  pair {pair}: the usual way {usual,7:N0}   ours {ours,7:N0}   ratio {ours / usual:F1}   pieces oversold: {usualOversold} and {oursOversold}");
        }

        Console.WriteLine(
            $"median: the usual way {Median.Of(rates.Select(rate => rate.Usual)):N0}   ours {Median.Of(rates.Select(rate => rate.Ours)):N0}   "
            + $"ratio {Median.Of(rates.Select(rate => rate.Ours / rate.Usual)):F1}");

        (double unconditional, int oversold) = await new UnconditionalReserving(tables).MeasureAsync(stock, orders, callers);
        Console.WriteLine($"without a condition, as the original: {unconditional:N0}, {oversold} pieces of {stock} oversold");

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
