using System.Globalization;

namespace InventoryFunctions.Schedules;

/// <summary>Durations in settings, in one form that nobody misreads.</summary>
public static class DurationSetting
{
    /// <summary>The form in words.</summary>
    public const string Form = "[d.]hh:mm:ss";

    // Not "c", nor what settings are bound by: both take 30 for 30 days, and the latter 36:00:00 for 36 days.
    private static readonly string[] Forms = [@"hh\:mm\:ss", @"d\.hh\:mm\:ss"];

    /// <summary>Whether <paramref name="text"/> has the form, and how long it is then.</summary>
    public static bool TryParse(string? text, out TimeSpan duration) => TimeSpan.TryParseExact(text, Forms, CultureInfo.InvariantCulture, out duration);

    /// <summary>How long <paramref name="text"/> is.</summary>
    /// <param name="setting">The setting it comes from.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="FormatException">It does not have the form. Hosts don't start with such a setting.</exception>
    public static TimeSpan Parse(string setting, string? text) =>
        TryParse(text, out TimeSpan duration) ? duration : throw new FormatException($"{setting} must have the form {Form}.");
}
