using System.Collections.Concurrent;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

/// <summary>A clock on which every pause is over at once, and has taken its time nevertheless.</summary>
internal sealed class SkippingTimeProvider : TimeProvider
{
    private long _now;

    /// <summary>Every pause that was made.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime);
        Interlocked.Add(ref _now, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
