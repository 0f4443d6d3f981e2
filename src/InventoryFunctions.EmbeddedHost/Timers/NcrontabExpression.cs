using System.Globalization;

namespace InventoryFunctions.EmbeddedHost.Timers;

/// <summary>
/// A cron expression as Azure Functions reads it (NCRONTAB): second (optional), minute, hour, day, month, day of week. Both days
/// restricted means both must hold (cron proper would take either); Sunday is 0, and there is no 7.
/// </summary>
internal sealed class NcrontabExpression
{
    // 29 February on a given weekday comes back within 28 years, or within 40 across a century without a leap day.
    private const int YearsToSearch = 41;

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly bool[] _seconds;
    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _days;
    private readonly bool[] _months;
    private readonly bool[] _weekdays;

    private NcrontabExpression(string[] fields)
    {
        _seconds = Field("second", fields[0], 0, 59, []);
        _minutes = Field("minute", fields[1], 0, 59, []);
        _hours = Field("hour", fields[2], 0, 23, []);
        _days = Field("day", fields[3], 1, 31, []);
        _months = Field("month", fields[4], 1, 12, Months);
        _weekdays = Field("day of week", fields[5], 0, 6, Weekdays);
    }

    /// <exception cref="FormatException">The expression has another number of fields, or one of them can't be read.</exception>
    public static NcrontabExpression Parse(string expression) =>
        expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            { Length: 6 } fields => new NcrontabExpression(fields),
            { Length: 5 } fields => new NcrontabExpression(["0", .. fields]),
            var fields => throw new FormatException($"a cron expression has 5 or 6 fields, not {fields.Length}"),
        };

    /// <summary>The first instant after <paramref name="after"/> that the expression names; null if there is none.</summary>
    public DateTime? Next(DateTime after)
    {
        var start = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var lastDay = start.Date.AddYears(YearsToSearch);
        for (var day = start.Date; day < lastDay; day = _months[day.Month] ? day.AddDays(1) : FirstOfNextMonth(day))
        {
            if (_months[day.Month] && _days[day.Day] && _weekdays[(int)day.DayOfWeek]
                && FirstTime(day == start.Date ? start.TimeOfDay : TimeSpan.Zero) is { } time)
            {
                return day + time;
            }
        }

        return null;
    }

    private static DateTime FirstOfNextMonth(DateTime day) => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);

    private TimeSpan? FirstTime(TimeSpan from)
    {
        for (var hour = Array.IndexOf(_hours, true, from.Hours); hour >= 0; hour = Array.IndexOf(_hours, true, hour + 1))
        {
            var firstMinute = hour == from.Hours ? from.Minutes : 0;
            for (var minute = Array.IndexOf(_minutes, true, firstMinute); minute >= 0; minute = Array.IndexOf(_minutes, true, minute + 1))
            {
                var isFirst = hour == from.Hours && minute == from.Minutes;
                var second = Array.IndexOf(_seconds, true, isFirst ? from.Seconds : 0);
                if (second >= 0)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }

    private static bool[] Field(string kind, string text, int least, int most, string[] names)
    {
        var allowed = new bool[most + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, (int?)null),
                [var before, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (before, n),
                _ => throw Unreadable(),
            };
            var (first, last) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var only] => (Value(only), step is null ? Value(only) : most),
                [var from, var to] => (Math.Min(Value(from), Value(to)), Math.Max(Value(from), Value(to))),
                _ => throw Unreadable(),
            };
            for (var value = first; value <= last; value += step ?? 1)
            {
                allowed[value] = true;
            }
        }

        return allowed;

        int Value(string value)
        {
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : Array.FindIndex(names, name => value.Length > 0 && name.StartsWith(value, StringComparison.OrdinalIgnoreCase)) is var index and >= 0
                    ? index + least
                    : throw Unreadable();
            return number >= least && number <= most ? number : throw Unreadable();
        }

        FormatException Unreadable() => new($"'{text}' can't be read as {kind} ({least} to {most})");
    }
}
