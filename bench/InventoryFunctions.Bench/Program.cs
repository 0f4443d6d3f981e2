using InventoryFunctions.Bench;
using InventoryFunctions.Bench.Batch;

try
{
    return args switch
    {
        ["batch", .. var rest] => await BatchBench.RunAsync(Arguments.Parse(rest, "items", "batch-size", "pairs", "large")),
        _ => throw new ArgumentException("usage: bench batch [--items 10000] [--batch-size 100] [--pairs 5] [--large 100000]"),
    };
}
catch (ArgumentException usage)
{
    await Console.Error.WriteLineAsync(usage.Message);
    return 2;
}
