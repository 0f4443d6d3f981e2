using System.Collections.Concurrent;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests;

/// <summary>What the sample functions of one host were called with; they get it injected.</summary>
public sealed class CallLog
{
    private readonly ConcurrentQueue<object> _calls = new();

    public IReadOnlyList<object> Calls => [.. _calls];

    public void Add(object call) => _calls.Enqueue(call);

    /// <summary>Waits until the calls are as wanted.</summary>
    public async Task<IReadOnlyList<object>> WaitForAsync(Func<IReadOnlyList<object>, bool> wanted)
    {
        await Eventually.HoldsAsync(() => wanted(Calls), "the functions were called as wanted");
        return Calls;
    }

    public Task<IReadOnlyList<object>> WaitForAsync(int count) => WaitForAsync(calls => calls.Count >= count);
}
