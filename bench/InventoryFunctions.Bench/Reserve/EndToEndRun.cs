namespace InventoryFunctions.Bench.Reserve;

/// <summary>What one run of the whole way came to.</summary>
/// <param name="OrdersPerSecond">From the first POST to the last decision.</param>
/// <param name="MedianMs">Half of the orders were decided within this time from their POST, in milliseconds.</param>
/// <param name="SlowestPercentMs">All but a hundredth of them.</param>
/// <param name="CallsPerOrder">Calls to storage, all of them.</param>
/// <param name="HostMs">Processor time that host and clients, which share a process, took for an order, in milliseconds.</param>
/// <param name="StorageMs">Processor time that the storage emulator took for an order, in milliseconds.</param>
internal sealed record EndToEndRun(
    double OrdersPerSecond, double MedianMs, double SlowestPercentMs, double CallsPerOrder, double HostMs, double StorageMs)
{
    public override string ToString() => FormattableString.Invariant(
        $"{OrdersPerSecond,6:N0} orders/s   p50 {MedianMs,5:N0} ms   p99 {SlowestPercentMs,5:N0} ms   {CallsPerOrder,5:F2} storage calls   processor: host {HostMs:F1} ms, storage {StorageMs:F1} ms");

    /// <summary>The median of each figure.</summary>
    public static EndToEndRun MedianOf(IReadOnlyList<EndToEndRun> runs)
    {
        double Median(Func<EndToEndRun, double> figure) => Bench.Median.Of(runs.Select(figure));
        return new(
            Median(run => run.OrdersPerSecond), Median(run => run.MedianMs), Median(run => run.SlowestPercentMs), Median(run => run.CallsPerOrder),
            Median(run => run.HostMs), Median(run => run.StorageMs));
    }
}
