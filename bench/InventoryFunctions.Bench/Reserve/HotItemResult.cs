namespace InventoryFunctions.Bench.Reserve;

/// <summary>What a run of orders came to.</summary>
/// <param name="PerSecond">Orders decided a second.</param>
/// <param name="Oversold">Pieces given that there were not.</param>
/// <param name="CpuMicroseconds">Processor time of this process an order; the emulator's is not in it.</param>
internal sealed record HotItemResult(double PerSecond, int Oversold, double CpuMicroseconds);
