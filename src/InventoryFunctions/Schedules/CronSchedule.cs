using Quartz;

namespace InventoryFunctions.Schedules;

/// <summary>
/// The occurrences of a cron expression, evaluated by Quartz, whose dialect AWS's is a part of. What AWS does not know is refused
/// before Quartz sees it (<see cref="CronField"/>).
/// </summary>
/// <remarks>Quartz looks at most 100 years ahead, so an occurrence of, say, the year 2190 is only found once that year is nearer.</remarks>
internal sealed class CronSchedule : AwsSchedule
{
    private readonly CronExpression _cron;

    private CronSchedule(string expression, CronExpression cron)
        : base(expression) => _cron = cron;

    /// <inheritdoc />
    public override DateTimeOffset? NextAfter(DateTimeOffset instant, DateTimeOffset anchor) => _cron.GetNextValidTimeAfter(instant);

    internal static (AwsSchedule? Schedule, string? BrokenRule) Read(string expression, string arguments)
    {
        string[] fields = arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != CronField.InOrder.Count)
        {
            return (null, $"must have six fields, minutes hours day-of-month month day-of-week year, but has {fields.Length}");
        }

        foreach ((CronField field, string text) in CronField.InOrder.Zip(fields))
        {
            if (!field.Accepts(text))
            {
                return (null, $"has '{text}' for {field.Name}, which {field.Rule}");
            }
        }

        bool anyDayOfMonth = fields[CronField.DayOfMonthIndex] == CronField.Any;
        bool anyDayOfWeek = fields[CronField.DayOfWeekIndex] == CronField.Any;
        if (anyDayOfMonth == anyDayOfWeek)
        {
            return (null, "must have ? in either day-of-month or day-of-week, and in one of them only");
        }

        try
        {
            // Quartz begins with seconds.
            return (new CronSchedule(expression, new CronExpression($"0 {string.Join(' ', fields)}") { TimeZone = TimeZoneInfo.Utc }), null);
        }
        catch (FormatException refused)
        {
            return (null, $"is no cron expression: {refused.Message}");
        }
    }
}
