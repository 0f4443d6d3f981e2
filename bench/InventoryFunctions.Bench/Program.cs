using InventoryFunctions.Bench;
using InventoryFunctions.Bench.Batch;
using InventoryFunctions.Bench.Feed;
using InventoryFunctions.Bench.Idle;
using InventoryFunctions.Bench.Reserve;
using InventoryFunctions.Bench.Telemetry;

try
{
    return args switch
    {
        ["batch", .. var rest] => await BatchBench.RunAsync(Arguments.Parse(rest, "items", "batch-size", "pairs", "large")),
        ["reserve", .. var rest] => await ReserveBench.RunAsync(Arguments.Parse(rest, ReserveBench.Options)),
        ["feed", .. var rest] => await FeedBench.RunAsync(Arguments.Parse(rest, FeedBench.Options)),
        ["telemetry", .. var rest] => await TelemetryBench.RunAsync(Arguments.Parse(rest, "orders", "pairs")),
        ["idle", .. var rest] => await IdleBench.RunAsync(Arguments.Parse(rest, "minutes")),
        _ => throw new ArgumentException(
            """
            usage: bench batch [--items 10000] [--batch-size 100] [--pairs 5] [--large 100000]
                   bench reserve [--orders 1000] [--callers 32] [--in-flight 50] [--pairs 5]
                   bench feed [--sets 2000] [--per-second 100] [--runs 3]
                   bench telemetry [--orders 1000] [--pairs 3]
                   bench idle [--minutes 5]
            """),
    };
}
catch (ArgumentException usage)
{
    await Console.Error.WriteLineAsync(usage.Message);
    return 2;
}
