namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>Where the archive keeps an instance. Its order is the order of queries and of their continuations.</summary>
internal readonly record struct ArchiveKey(string Partition, string Row) : IComparable<ArchiveKey>
{
    /// <summary>Sorts before the partition of every instance, and behind those of overflow.</summary>
    public const string FirstPartition = "i";

    // Big partitions get slow, and each partition costs the archiver one transaction.
    private const int Buckets = 32;
    private const char Separator = '/';

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
    public ArchiveKey Overflow(int part) => new($"h{Partition}", $"{Row}@{part}");

    public int CompareTo(ArchiveKey other) =>
        string.CompareOrdinal(Partition, other.Partition) is var order and not 0 ? order : string.CompareOrdinal(Row, other.Row);
}
