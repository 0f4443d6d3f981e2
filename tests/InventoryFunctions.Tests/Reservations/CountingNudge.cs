using InventoryFunctions.Storage;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>Counts how often the change feed is told of a commit.</summary>
internal sealed class CountingNudge : IChangeNudge
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Committed(int shard) => Interlocked.Increment(ref _count);
}
