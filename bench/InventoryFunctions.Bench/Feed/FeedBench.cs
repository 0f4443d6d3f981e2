using InventoryFunctions.Bench.Reserve;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Bench.Feed;

/// <summary>
/// The change feed: (a) how fast a backlog of change sets is processed, and what one costs; (b) how long after its commit a change that takes stock below
/// the threshold is checked, while changes keep coming.
/// </summary>
internal static class FeedBench
{
    public static readonly string[] Options = ["sets", "per-second", "runs"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int sets = arguments.Get("sets", 2_000);
        int perSecond = arguments.Get("per-second", 100);
        int runs = arguments.Get("runs", 3);
        await BacklogAsync(sets / 4, lowEvery: 10, report: false);
        Console.WriteLine($"(a) a backlog of {sets:N0} change sets of one item each, over 64 shards:");
        foreach (int lowEvery in (int[])[int.MaxValue, 10])
        {
            Console.WriteLine(lowEvery == int.MaxValue ? "    all healthy" : $"    one in {lowEvery} below its threshold: a check each");
            for (int run = 0; run < runs; run++)
            {
                await BacklogAsync(sets, lowEvery, report: true);
            }
        }

        Console.WriteLine($"(b) {perSecond} changes a second below the threshold, {sets:N0} of them, from commit to the check's request:");
        for (int run = 0; run < runs; run++)
        {
            await DelayAsync(sets, perSecond);
        }

        return 0;
    }

    private static async Task BacklogAsync(int sets, int lowEvery, bool report)
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        await using FeedHost host = await FeedHost.StartAsync(azurite, processes: false);
        await host.CommitAsync(sets, lowEvery);
        using StorageTraffic traffic = new(azurite);
        long start = TimeProvider.System.GetTimestamp();
        await host.ProcessAllAsync();
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await host.CheckDrainedAsync();
        if (report)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"      {sets / seconds,7:N0} change sets/s   {traffic.Total / (double)sets:F2} storage calls each"));
        }
    }

    private static async Task DelayAsync(int sets, int perSecond)
    {
        await using AzuriteServer azurite = await AzuriteServer.StartAsync();
        await using FeedHost host = await FeedHost.StartAsync(azurite, processes: true);
        using StorageTraffic traffic = new(azurite);
        double[] delays = [.. (await host.CommitAndWaitAsync(sets, perSecond)).Order()];
        Console.WriteLine(FormattableString.Invariant(
            $"      p50 {Percentile.Of(delays, 0.5),5:N0} ms   p99 {Percentile.Of(delays, 0.99),5:N0} ms   {traffic.Total / (double)sets:F2} storage calls a change, commit and check included"));
    }
}
