using System.Globalization;

namespace InventoryFunctions.Storage;

/// <summary>The keys of table Inventory: the shard is the partition, the kind of row is the row key's prefix.</summary>
public static class InventoryKeys
{
    /// <summary>Row keys of items: the prefix, then the item id.</summary>
    public const string ItemPrefix = "item:";

    /// <summary>Row keys of change sets: the prefix, then a UUID version 7.</summary>
    public const string ChangePrefix = "change:";

    /// <summary>The first key after every key with <see cref="ItemPrefix"/>: ';' follows ':'.</summary>
    internal const string ItemEnd = "item;";

    /// <summary>The first key after every key with <see cref="ChangePrefix"/>.</summary>
    internal const string ChangeEnd = "change;";

    /// <summary>The partition of what concerns the inventory as a whole.</summary>
    internal const string LayoutPartition = "layout";

    /// <summary>The row that records the number of shards.</summary>
    internal const string ShardCountRow = "shards";

    /// <summary>The partition key of a shard, e.g. <c>s007</c>: partitions sort as shards do.</summary>
    public static string Partition(int shard) => string.Create(CultureInfo.InvariantCulture, $"s{shard:D3}");

    /// <summary>The row key of an item.</summary>
    public static string ItemRow(string itemId) => ItemPrefix + itemId;

    /// <summary>The item id in an item's row key.</summary>
    public static string ItemIdOf(string rowKey) => rowKey[ItemPrefix.Length..];

    /// <summary>The row key of a change set.</summary>
    public static string ChangeRow(Guid changeSetId) => ChangePrefix + changeSetId.ToString("N");
}
