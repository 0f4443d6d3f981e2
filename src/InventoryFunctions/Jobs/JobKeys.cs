using System.Globalization;

namespace InventoryFunctions.Jobs;

/// <summary>
/// The keys of table Jobs. An execution id is a UUID version 7, so it tells its own day and order: the record is one point read away.
/// Both keys are complemented, so that the table's ascending order is newest first.
/// </summary>
internal static class JobKeys
{
    private const int NineNines = 99_999_999;
    private const int TimeDigits = 12;
    private const int Version = 7;
    private const string Complements = "fedcba9876543210";

    /// <summary>The partition of the records that began on the UTC day of <paramref name="time"/>; later days sort before earlier ones.</summary>
    public static string Partition(DateTimeOffset time)
    {
        DateTime day = time.UtcDateTime;
        return (NineNines - ((((day.Year * 100) + day.Month) * 100) + day.Day)).ToString("D8", CultureInfo.InvariantCulture);
    }

    /// <summary>Partition and row of <paramref name="executionId"/>; null where it is no execution id.</summary>
    public static (string Partition, string Row)? Of(string executionId) =>
        Guid.TryParseExact(executionId, "D", out Guid id) && id.Version == Version
            ? (Partition(TimeOf(id)), string.Concat(id.ToString("D").Select(Complement)))
            : null;

    private static DateTimeOffset TimeOf(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(id.ToString("N").AsSpan(0, TimeDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static char Complement(char digit) =>
        char.IsAsciiHexDigit(digit) ? Complements[Convert.ToInt32(digit.ToString(), 16)] : digit;
}
