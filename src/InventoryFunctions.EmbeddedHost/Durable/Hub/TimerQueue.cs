using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>All durable timers of the hub behind one timer of the clock. Touched by the hub's thread only.</summary>
internal sealed class TimerQueue : IDisposable
{
    // A machine that slept, or whose clock was set, notices after this time that a timer is due.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private const int SmallestPrune = 1024;

    // Between reading the clock and setting the timer there are microseconds, unless the machine has other things to do.
    private static readonly TimeSpan LongestArming = TimeSpan.FromMilliseconds(100);

    private readonly PriorityQueue<(InstanceKey Instance, StepEvent Fired), (DateTime Due, long Order)> _due = new();
    private readonly TimeProvider _clock;
    private readonly Func<InstanceKey, StepEvent, bool> _isAwaited;
    private readonly ITimer _timer;
    private long _order;
    private int _pruneAt = SmallestPrune;
    private DateTime? _armedFor;

    /// <param name="clock">Whose time counts.</param>
    /// <param name="isAwaited">Whether anybody still waits for a timer; those of finished instances stay queued until they are pruned.</param>
    /// <param name="elapsed">Called on any thread when <see cref="TakeDue"/> has something.</param>
    public TimerQueue(TimeProvider clock, Func<InstanceKey, StepEvent, bool> isAwaited, Action elapsed)
    {
        _clock = clock;
        _isAwaited = isAwaited;
        _timer = clock.CreateTimer(_ => elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DateTime due, InstanceKey instance, StepEvent fired)
    {
        _due.Enqueue((instance, fired), (due, _order++));
        if (_due.Count > _pruneAt)
        {
            var awaited = _due.UnorderedItems.Where(item => _isAwaited(item.Element.Instance, item.Element.Fired)).ToArray();
            _due.Clear();
            _due.EnqueueRange(awaited);
            _pruneAt = Math.Max(SmallestPrune, awaited.Length * 2);
        }

        Arm();
    }

    /// <summary>Takes what is due, in order of due time.</summary>
    public IEnumerable<(InstanceKey Instance, StepEvent Fired)> TakeDue()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        while (_due.TryPeek(out _, out var next) && next.Due <= now)
        {
            yield return _due.Dequeue();
        }

        _armedFor = null;
        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (!_due.TryPeek(out _, out var next) || _armedFor <= next.Due)
        {
            return;
        }

        _armedFor = next.Due;
        DateTime now;
        do
        {
            // Timers count whole milliseconds: rounded up, so that what rings is due.
            now = _clock.GetUtcNow().UtcDateTime;
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling((next.Due - now).TotalMilliseconds));
            _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }
        while (_clock.GetUtcNow().UtcDateTime - now > LongestArming);
    }
}
