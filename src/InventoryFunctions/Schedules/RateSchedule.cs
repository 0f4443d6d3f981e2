using System.Globalization;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Schedules;

/// <summary>An occurrence every so many minutes, hours or days after the schedule was first seen.</summary>
internal sealed partial class RateSchedule : AwsSchedule
{
    private const int MaxDays = 36_525;

    private readonly TimeSpan _period;

    private RateSchedule(string expression, TimeSpan period)
        : base(expression) => _period = period;

    /// <inheritdoc />
    public override DateTimeOffset? NextAfter(DateTimeOffset instant, DateTimeOffset anchor)
    {
        long periods = Math.Max(0, (instant - anchor).Ticks / _period.Ticks);
        return anchor + ((periods + 1) * _period);
    }

    internal static (AwsSchedule? Schedule, string? BrokenRule) Read(string expression, string arguments)
    {
        Match match = Form().Match(arguments);
        if (!match.Success)
        {
            return (null, "must read rate(value unit): a whole number of at least 1, one space, and minute, minutes, hour, hours, day or days");
        }

        bool fits = int.TryParse(match.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
        string unit = match.Groups["unit"].Value;
        TimeSpan one = unit switch
        {
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
        if (!fits || value > TimeSpan.FromDays(MaxDays) / one)
        {
            return (null, "must have a value of at most 100 years");
        }

        bool plural = match.Groups["plural"].Success;
        return value switch
        {
            0 => (null, "must have a value of at least 1"),
            1 when plural => (null, $"must use the singular with 1: rate(1 {unit})"),
            > 1 when !plural => (null, FormattableString.Invariant($"must use the plural above 1: rate({value} {unit}s)")),
            _ => (new RateSchedule(expression, value * one), null),
        };
    }

    [GeneratedRegex(@"^(?<value>[0-9]+)\s+(?<unit>minute|hour|day)(?<plural>s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
