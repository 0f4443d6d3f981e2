using InventoryFunctions.Bench;
using InventoryFunctions.Bench.Batch;
using InventoryFunctions.Bench.Feed;
using InventoryFunctions.Bench.Reserve;

try
{
    return args switch
    {
        ["batch", .. var rest] => await BatchBench.RunAsync(Arguments.Parse(rest, "items", "batch-size", "pairs", "large")),
        ["reserve", .. var rest] => await ReserveBench.RunAsync(Arguments.Parse(rest, ReserveBench.Options)),
        ["feed", .. var rest] => await FeedBench.RunAsync(Arguments.Parse(rest, FeedBench.Options)),
        _ => throw new ArgumentException(
            """
            usage: bench batch [--items 10000] [--batch-size 100] [--pairs 5] [--large 100000]
                   bench reserve [--orders 1000] [--callers 32] [--in-flight 50] [--pairs 5]
                   bench feed [--sets 2000] [--per-second 100] [--runs 3]
            """),
    };
}
catch (ArgumentException usage)
{
    await Console.Error.WriteLineAsync(usage.Message);
    return 2;
}
