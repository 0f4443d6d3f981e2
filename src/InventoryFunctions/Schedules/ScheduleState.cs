namespace InventoryFunctions.Schedules;

/// <summary>Where a stored schedule stands.</summary>
public sealed record ScheduleState
{
    /// <summary>The expression the state was made for.</summary>
    public required string Expression { get; init; }

    /// <summary>When this expression was first seen, to the minute; a rate counts from here.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>When the state was made; a clock that stands well before has been moved back.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The next occurrence, or null where there is none any more.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The occurrence that was last claimed, or null.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The state of <paramref name="schedule"/> when it is first seen at <paramref name="now"/>.</summary>
    public static ScheduleState Begin(AwsSchedule schedule, DateTimeOffset now)
    {
        DateTimeOffset anchor = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return new ScheduleState
        {
            Expression = schedule.Expression,
            Anchor = anchor,
            SavedAt = now,
            Next = schedule.NextAfter(now, anchor),
        };
    }
}
