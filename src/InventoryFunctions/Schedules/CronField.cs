using System.Globalization;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Schedules;

/// <summary>What AWS accepts in one field of a cron expression.</summary>
internal sealed class CronField
{
    /// <summary>Stands in the one of the two day fields that does not decide.</summary>
    public const string Any = "?";

    /// <summary>Where day-of-month stands.</summary>
    public const int DayOfMonthIndex = 2;

    /// <summary>Where day-of-week stands.</summary>
    public const int DayOfWeekIndex = 4;

    private const string Months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
    private const string Days = "SUN|MON|TUE|WED|THU|FRI|SAT";

    private readonly int _min;
    private readonly int _max;
    private readonly Regex _entry;
    private readonly Regex? _alone;

    private CronField(string name, int min, int max, string wildcards, string? names = null, string? special = null, string? alone = null, bool steps = true)
    {
        (Name, _min, _max) = (name, min, max);
        string value = names is null ? "[0-9]{1,4}" : $"(?:[0-9]{{1,2}}|{names})";
        string step = steps ? "(?:/(?<step>[0-9]{1,4}))?" : "";
        string entry = $@"(?:\*|(?<value>{value})(?:-(?<to>{value}))?){step}";
        _entry = Compile(special is null ? entry : $"{entry}|{special}");
        _alone = alone is null ? null : Compile(alone);
        Rule = string.Create(CultureInfo.InvariantCulture, $"takes {min} to {max}{(names is null ? "" : $" or {names[..3]} to {names[^3..]}")} with {wildcards}");
    }

    /// <summary>The six fields.</summary>
    public static IReadOnlyList<CronField> InOrder { get; } =
    [
        new("minutes", 0, 59, ", - * /"),
        new("hours", 0, 23, ", - * /"),
        new("day-of-month", 1, 31, ", - * ? / L W", special: "L|LW|(?<value>[0-9]{1,2})W", alone: @"\?"),
        new("month", 1, 12, ", - * /", Months),
        new("day-of-week", 1, 7, ", - * ? L #", Days, alone: $@"\?|L|(?<value>[1-7]|{Days})(?:L|#[1-5])", steps: false),
        new("year", 1970, 2199, ", - * /"),
    ];

    /// <summary>The field's name in AWS's documentation.</summary>
    public string Name { get; }

    /// <summary>What the field takes, in words.</summary>
    public string Rule { get; }

    /// <summary>Whether AWS accepts <paramref name="text"/> in this field.</summary>
    public bool Accepts(string text) => _alone?.IsMatch(text) == true || text.Split(',').All(AcceptsEntry);

    private static Regex Compile(string pattern) => new($"^(?:{pattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private bool AcceptsEntry(string text)
    {
        Match match = _entry.Match(text);
        return match.Success && InRange(match.Groups["value"], _min, _max) && InRange(match.Groups["to"], _min, _max)
            && InRange(match.Groups["step"], 1, _max - _min);
    }

    private static bool InRange(Group number, int min, int max) =>
        !int.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || (value >= min && value <= max);
}
