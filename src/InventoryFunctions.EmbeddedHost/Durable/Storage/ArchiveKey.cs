using System.Globalization;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>Where the archive keeps an instance. Its order is the order of queries and of their continuations.</summary>
internal readonly record struct ArchiveKey(string Partition, string Row) : IComparable<ArchiveKey>
{
    /// <summary>Sorts before the partition of every instance, and behind those of overflow.</summary>
    public const string FirstPartition = "i";

    // Big partitions get slow, and each partition costs the archiver one transaction.
    private const int Buckets = 32;
    private const char Separator = '/';
    private const char OverflowSeparator = '@';

    public static ArchiveKey Of(string instanceId)
    {
        // FNV-1a: stable across processes and versions, unlike string.GetHashCode.
        var hash = 2166136261;
        foreach (var character in instanceId)
        {
            hash = (hash ^ character) * 16777619;
        }

        return new ArchiveKey($"{FirstPartition}{hash % Buckets:D2}", instanceId);
    }

    public static ArchiveKey FromContinuation(string token)
    {
        var parts = token.Split(Separator, 2);
        return parts.Length == 2 ? new ArchiveKey(parts[0], parts[1]) : throw new ArgumentException("The continuation token is not one of this task hub.");
    }

    public string ToContinuation() => $"{Partition}{Separator}{Row}";

    /// <summary>Where the history goes on that does not fit into the row itself.</summary>
    public ArchiveKey Overflow(int part) => new($"h{Partition}", $"{Row}{OverflowSeparator}{part}");

    /// <summary>Where all overflow is, and that of other instances whose id goes on with the separator: see <see cref="OverflowPart"/>.</summary>
    public (ArchiveKey First, ArchiveKey End) OverflowRange =>
        (new($"h{Partition}", $"{Row}{OverflowSeparator}"), new($"h{Partition}", $"{Row}{(char)(OverflowSeparator + 1)}"));

    /// <summary>Which part of this instance's overflow a row is; 0 where it is none.</summary>
    public int OverflowPart(string row) =>
        row.StartsWith($"{Row}{OverflowSeparator}", StringComparison.Ordinal)
        && int.TryParse(row.AsSpan(Row.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : 0;

    public int CompareTo(ArchiveKey other) =>
        string.CompareOrdinal(Partition, other.Partition) is var order and not 0 ? order : string.CompareOrdinal(Row, other.Row);
}
