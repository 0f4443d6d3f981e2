using System.Globalization;

namespace InventoryFunctions.Storage;

/// <summary>
/// The keys of table InventoryJournal: the partition is a shard's UTC day, e.g. <c>s007:20261122</c>, so that a day is removed without a search; the row
/// is the change set's id. Both sort as time does, within a day and over days.
/// </summary>
internal static class JournalKeys
{
    // A UUID version 7 begins with its time: 48 bits of milliseconds since 1970, which are 12 of its digits.
    private const int TimeDigits = 12;

    // Then come the version, and the variant in front of the 17th digit; all else is random.
    private const string LastRandomDigits = "7fffbfffffffffffffff";

    public static string Partition(int shard, DateOnly day) => Partition(InventoryKeys.Partition(shard), day);

    public static string Partition(string shardPartition, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{shardPartition}:{day:yyyyMMdd}");

    public static string Row(Guid changeSetId) => changeSetId.ToString("N");

    /// <summary>A key before those of all change sets of <paramref name="time"/>'s millisecond or later, and after all others.</summary>
    public static string FirstRow(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>The last id that a change set of a UTC day can have.</summary>
    public static Guid LastOf(DateOnly day) =>
        Guid.ParseExact(FirstRow(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddMilliseconds(-1)) + LastRandomDigits, "N");

    /// <summary>The UTC day of a change set.</summary>
    public static DateOnly DayOf(Guid changeSetId) => DayOf(TimeOf(changeSetId));

    /// <summary>The UTC day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <summary>Compares two change sets as their keys sort: by time.</summary>
    public static int Compare(Guid one, Guid other) => string.CompareOrdinal(Row(one), Row(other));

    /// <summary>When the change set of an id in 32 hex digits took place; null where that is no UUID version 7.</summary>
    public static DateTimeOffset? TryTimeOf(string changeSetId) =>
        Guid.TryParseExact(changeSetId, "N", out Guid id) && id.Version == 7 ? TimeOf(id) : null;

    private static DateTimeOffset TimeOf(Guid changeSetId) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(changeSetId.ToString("N").AsSpan(0, TimeDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
