namespace InventoryFunctions.Bench.Reserve;

/// <summary>(b) and (c): orders the whole way, in turn, on the same host and emulator.</summary>
internal static class EndToEndBench
{
    private const int Products = 7;

    private const int WarmUp = 200;

    public static async Task RunAsync(int orders, int inFlight, int pairs)
    {
        // Once for the runtime's sake.
        await using (EndToEnd first = await EndToEnd.StartAsync())
        {
            await HotAsync(first);
        }

        List<EndToEndRun> hot = [], spread = [];
        IReadOnlyList<KeyValuePair<string, int>> calls = [];
        Console.WriteLine($"from POST to decision, {orders:N0} orders of 1, {inFlight} in flight; (b) one item, {orders / 2:N0} pieces; (c) {Products} items, {orders:N0} pieces each:");
        for (int pair = 1; pair <= pairs; pair++)
        {
            // New storage each time: the emulator gets slower with every row it holds, and that is nothing of ours.
            await using EndToEnd endToEnd = await EndToEnd.StartAsync();
            await endToEnd.RunAsync(WarmUp, inFlight, Products, WarmUp);
            hot.Add(await HotAsync(endToEnd));
            spread.Add(await SpreadAsync(endToEnd));
            Console.WriteLine($"  pair {pair}: (b) {hot[^1]}");
            Console.WriteLine($"          (c) {spread[^1]}");
            calls = pair < pairs ? [] : await endToEnd.CountAsync(() => SpreadAsync(endToEnd));
        }

        Console.WriteLine($"median: (b) {EndToEndRun.MedianOf(hot)}");
        Console.WriteLine($"        (c) {EndToEndRun.MedianOf(spread)}");
        Console.WriteLine($"(c) storage calls of {orders:N0} orders, by kind:");
        foreach ((string kind, int count) in calls)
        {
            Console.WriteLine($"  {kind,-50} {count,6}");
        }

        Task<EndToEndRun> HotAsync(EndToEnd endToEnd) => endToEnd.RunAsync(orders, inFlight, 1, orders / 2);
        Task<EndToEndRun> SpreadAsync(EndToEnd endToEnd) => endToEnd.RunAsync(orders, inFlight, Products, orders);
    }
}
