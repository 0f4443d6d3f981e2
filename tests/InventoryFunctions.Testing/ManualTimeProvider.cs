namespace InventoryFunctions.Testing;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    // The timer whose callback runs on this thread.
    [ThreadStatic]
    private static Firing? firing;

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
            return firing is { } due && due.Clock == this ? due.At : now;
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

    /// <summary>
    /// How many timers are set for exactly this time. What sets its timers elsewhere has to be waited for before the clock is moved: a timer that is just
    /// being set for the time that was would ring that much later than the test means, which is never.
    /// </summary>
    public int TimersAt(DateTimeOffset time)
    {
        lock (gate)
        {
            return timers.Count(timer => timer.Due == time);
        }
    }

    /// <summary>
    /// Moves the clock, for everybody else at once: whom a timer wakes elsewhere never finds it on its way. Then the callback of each timer that was passed
    /// runs on this thread, at its own time.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (gate)
        {
            target = now += by;
        }

        while (TakeDue(target) is { } due)
        {
            Firing? outer = firing;
            firing = due;
            try
            {
                due.Timer.Fire();
            }
            finally
            {
                firing = outer;
            }
        }
    }

    private Firing? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var first = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (first is null)
            {
                return null;
            }

            Firing due = new(this, first, first.Due);
            first.Due += first.Period;
            if (first.Period <= TimeSpan.Zero)
            {
                timers.Remove(first);
            }

            return due;
        }
    }

    private sealed record Firing(ManualTimeProvider Clock, ManualTimer Timer, DateTimeOffset At);

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

                Due = clock.GetUtcNow() + dueTime;
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
