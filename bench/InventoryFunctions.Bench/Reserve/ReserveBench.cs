namespace InventoryFunctions.Bench.Reserve;

/// <summary>Reservations: (a) one hot item, at the store; (b) one hot item and (c) several products, the whole way from POST to decision.</summary>
internal static class ReserveBench
{
    public static readonly string[] Options = ["orders", "callers", "in-flight", "pairs"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int orders = arguments.Get("orders", 1_000);
        int pairs = arguments.Get("pairs", 5);
        await HotItemBench.RunAsync(orders, arguments.Get("callers", 32), pairs);
        await EndToEndBench.RunAsync(orders, arguments.Get("in-flight", 50), pairs);
        return 0;
    }
}
