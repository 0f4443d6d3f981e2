namespace InventoryFunctions.Bench.Reserve;

/// <summary>(b) and (c): orders the whole way, in turn, on the same host and emulator.</summary>
internal static class EndToEndBench
{
    private const int Products = 7;

    public static async Task RunAsync(int orders, int inFlight, int pairs)
    {
        await using EndToEnd endToEnd = await EndToEnd.StartAsync();
        Task<EndToEndRun> HotAsync() => endToEnd.RunAsync(orders, inFlight, 1, orders / 2);
        Task<EndToEndRun> SpreadAsync() => endToEnd.RunAsync(orders, inFlight, Products, orders);

        // Once each for the runtime's sake.
        await HotAsync();
        await SpreadAsync();
        List<EndToEndRun> hot = [], spread = [];
        Console.WriteLine($"from POST to decision, {orders:N0} orders of 1, {inFlight} in flight; (b) one item, {orders / 2:N0} pieces; (c) {Products} items, {orders:N0} pieces each:");
        for (int pair = 1; pair <= pairs; pair++)
        {
            hot.Add(await HotAsync());
            spread.Add(await SpreadAsync());
            Console.WriteLine($"  pair {pair}: (b) {hot[^1]}");
            Console.WriteLine($"          (c) {spread[^1]}");
        }

        Console.WriteLine($"median: (b) {EndToEndRun.MedianOf(hot)}");
        Console.WriteLine($"        (c) {EndToEndRun.MedianOf(spread)}");
        Console.WriteLine($"(c) storage calls of {orders:N0} orders, by kind:");
        foreach ((string kind, int count) in await endToEnd.CountAsync(orders, inFlight, Products, orders))
        {
            Console.WriteLine($"  {kind,-50} {count,6}");
        }
    }
}
