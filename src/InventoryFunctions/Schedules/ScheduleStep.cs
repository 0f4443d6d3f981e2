namespace InventoryFunctions.Schedules;

/// <summary>What a schedule asks for at an instant.</summary>
public abstract record ScheduleStep
{
    /// <summary>Clocks of two hosts may differ by so much; a larger step back is a clock that was set.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Timers fire a few milliseconds early now and then; without this the occurrence would wait for the tick a minute later.
    private static readonly TimeSpan EarlyTick = TimeSpan.FromSeconds(1);

    private ScheduleStep()
    {
    }

    /// <summary>Nothing: no occurrence is due.</summary>
    public sealed record Wait : ScheduleStep;

    /// <summary>The schedule is new, another one, or the clock was moved back: it begins now.</summary>
    /// <param name="State">The state to store.</param>
    public sealed record Begin(ScheduleState State) : ScheduleStep;

    /// <summary>An occurrence is due.</summary>
    /// <param name="Occurrence">The occurrence; the earliest, where several were missed.</param>
    /// <param name="State">The state to store together with the claim.</param>
    public sealed record Due(DateTimeOffset Occurrence, ScheduleState State) : ScheduleStep;

    /// <summary>Decides what <paramref name="schedule"/> asks for at <paramref name="now"/>.</summary>
    /// <remarks>
    /// However many occurrences were missed, they are due once together; the next one lies after <paramref name="now"/>. An occurrence that is
    /// not claimed stays due, so one that comes while a run still goes on waits for its end, and never more than one waits.
    /// </remarks>
    public static ScheduleStep Decide(AwsSchedule schedule, ScheduleState? stored, DateTimeOffset now)
    {
        if (stored is null || stored.Expression != schedule.Expression || now < stored.SavedAt - ClockTolerance)
        {
            return new Begin(ScheduleState.Begin(schedule, now));
        }

        if (stored.Next is not { } due || due - EarlyTick > now)
        {
            return new Wait();
        }

        DateTimeOffset passed = due > now ? due : now;
        return new Due(due, stored with { SavedAt = passed, Last = due, Next = schedule.NextAfter(passed, stored.Anchor) });
    }
}
