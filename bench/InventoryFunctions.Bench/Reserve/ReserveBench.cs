namespace InventoryFunctions.Bench.Reserve;

/// <summary>Reservations: (a) one hot item, at the store.</summary>
internal static class ReserveBench
{
    public static readonly string[] Options = ["orders", "callers", "pairs"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        await HotItemBench.RunAsync(arguments.Get("orders", 1_000), arguments.Get("callers", 32), arguments.Get("pairs", 5));
        return 0;
    }
}
