using InventoryFunctions.EmbeddedHost.Queues;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Queues;

public sealed class QueueSignalTests
{
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(1);
    private static readonly TimeSpan Deadline = Eventually.DefaultDeadline;

    private readonly QueueSignals _signals = new();

    [Fact]
    public async Task Wait_MessageSentMeanwhile_EndsAtOnce()
    {
        var waiting = _signals.Of("orders").WaitAsync(ForEver, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _signals.MessageSent("orders");

        Assert.True(await waiting.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Wait_MessageSentSinceTheLastClear_EndsAtOnce()
    {
        _signals.Of("orders").Clear();
        _signals.MessageSent("orders");

        Assert.True(await _signals.Of("orders").WaitAsync(ForEver, CancellationToken.None).WaitAsync(Deadline));
    }

    [Fact]
    public async Task Wait_MessageSentBeforeTheLastClearOrToAnotherQueue_LastsItsTime()
    {
        _signals.MessageSent("orders");
        _signals.Of("orders").Clear();
        _signals.MessageSent("notifications");

        Assert.False(await _signals.Of("orders").WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None).WaitAsync(Deadline));
    }

    [Fact]
    public async Task Wait_HostStops_EndsAtOnce()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = _signals.Of("orders").WaitAsync(ForEver, stopping.Token);

        await stopping.CancelAsync();

        Assert.False(await waiting.WaitAsync(Deadline));
    }
}
