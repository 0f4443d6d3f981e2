using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace InventoryFunctions.Api;

/// <summary>Times as callers write them.</summary>
public static class UtcTime
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "must be a time such as 2026-01-31T12:00:00Z or a day such as 2026-01-31";

    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads an ISO 8601 time. Without an offset it means UTC; a day alone means its first instant.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text,
        Formats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);

    /// <summary>The time to the second as people read it, e.g. <c>2026-01-31T12:00:00Z</c>.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
