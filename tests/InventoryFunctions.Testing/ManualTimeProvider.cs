namespace InventoryFunctions.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire in order of their due time while it moves.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    /// <summary>Starts at the first of January 2026, noon UTC.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock. The callback of each timer passed on the way runs on this thread, at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetUtcNow() + by;
        while (TakeDue(target) is { } due)
        {
            due.Fire();
        }

        lock (gate)
        {
            now = target > now ? target : now;
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var first = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (first is not null)
            {
                now = first.Due > now ? first.Due : now;
                first.Due += first.Period;
                if (first.Period <= TimeSpan.Zero)
                {
                    timers.Remove(first);
                }
            }

            return first;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                Due = clock.now + dueTime;
                Period = period;
                if (dueTime > TimeSpan.Zero || period > TimeSpan.Zero)
                {
                    clock.timers.Add(this);
                }
            }

            // What is due at once does not wait for the clock to move, and as with real timers it runs elsewhere.
            if (dueTime <= TimeSpan.Zero)
            {
                ThreadPool.QueueUserWorkItem(_ => callback());
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
