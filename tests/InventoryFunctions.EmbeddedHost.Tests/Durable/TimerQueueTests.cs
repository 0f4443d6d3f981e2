using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Hub;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class TimerQueueTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Add_ClockIsSetBetweenReadingItAndSettingTheTimer_RingsInTime()
    {
        var clock = new SetWhileReadClock(Week);
        var rings = 0;
        using var timers = new TimerQueue(clock, (_, _) => true, () => Interlocked.Increment(ref rings));

        timers.Add(clock.Start.UtcDateTime + Week, new InstanceKey("a", 1), new StepEvent { Kind = EventKind.TimerFired });

        await Eventually.HoldsAsync(() => rings > 0, "the timer rings");
        Assert.Single(timers.TakeDue());
    }

    /// <summary>Is set right after it was read for the first time.</summary>
    private sealed class SetWhileReadClock(TimeSpan by) : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();
        private bool _isSet;

        public DateTimeOffset Start { get; } = new ManualTimeProvider().GetUtcNow();

        public override DateTimeOffset GetUtcNow()
        {
            var now = _clock.GetUtcNow();
            _clock.Advance(_isSet ? TimeSpan.Zero : by);
            _isSet = true;
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _clock.CreateTimer(callback, state, dueTime, period);
    }
}
