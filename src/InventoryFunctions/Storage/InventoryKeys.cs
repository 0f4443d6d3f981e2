using System.Globalization;

namespace InventoryFunctions.Storage;

/// <summary>The keys of table Inventory: the shard is the partition, the kind of row is the row key's prefix.</summary>
public static class InventoryKeys
{
    /// <summary>Row keys of items: the prefix, then the item id.</summary>
    public const string ItemPrefix = "item:";

    /// <summary>Row keys of change sets: the prefix, then a UUID version 7.</summary>
    public const string ChangePrefix = "change:";

    /// <summary>Row keys of change sets that could not be processed: the prefix, then the UUID.</summary>
    public const string SetAsidePrefix = "setaside:";

    /// <summary>The first key after every key with <see cref="SetAsidePrefix"/>.</summary>
    internal const string SetAsideEnd = "setaside;";

    /// <summary>The first key after every key with <see cref="ItemPrefix"/>: ';' follows ':'.</summary>
    internal const string ItemEnd = "item;";

    /// <summary>The first key after every key with <see cref="ChangePrefix"/>.</summary>
    internal const string ChangeEnd = "change;";

    /// <summary>Row keys of reservations: the prefix, the item id (see <see cref="ReservationsOf"/>), then the order id.</summary>
    public const string ReservationPrefix = "reservation:";

    /// <summary>The first key after every key with <see cref="ReservationPrefix"/>.</summary>
    internal const string ReservationEnd = "reservation;";

    /// <summary>Row keys of marks that an approved purchase order came into the stock: the prefix, then its id.</summary>
    public const string PurchasePrefix = "purchase:";

    /// <summary>The partition of what concerns the inventory as a whole.</summary>
    internal const string LayoutPartition = "layout";

    /// <summary>The row that records the number of shards.</summary>
    internal const string ShardCountRow = "shards";

    /// <summary>The partition key of a shard, e.g. <c>s007</c>: partitions sort as shards do.</summary>
    public static string Partition(int shard) => string.Create(CultureInfo.InvariantCulture, $"s{shard:D3}");

    /// <summary>The shard of a partition.</summary>
    internal static int ShardIn(string partition) => int.Parse(partition.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The row key of an item.</summary>
    public static string ItemRow(string itemId) => ItemPrefix + itemId;

    /// <summary>The row key of the mark that a purchase order came into the stock; it stands in the item's shard.</summary>
    public static string PurchaseRow(string purchaseOrderId) => PurchasePrefix + purchaseOrderId;

    /// <summary>The item id in an item's row key.</summary>
    public static string ItemIdOf(string rowKey) => rowKey[ItemPrefix.Length..];

    /// <summary>The row key of a change set.</summary>
    public static string ChangeRow(Guid changeSetId) => ChangePrefix + changeSetId.ToString("N");

    /// <summary>The change set's id in a change row's key.</summary>
    /// <exception cref="FormatException">It is the key of no change set.</exception>
    internal static Guid ChangeSetIdOf(string rowKey) => rowKey.StartsWith(ChangePrefix, StringComparison.Ordinal)
        ? Guid.ParseExact(rowKey.AsSpan(ChangePrefix.Length), "N")
        : throw new FormatException($"{rowKey} is the key of no change set.");

    /// <summary>The row key of the reservation that an order has of an item. It begins with the item, so that an item's reservations are one range of keys.</summary>
    public static string ReservationRow(string orderId, string itemId) => ReservationsOf(itemId) + orderId;

    /// <summary>
    /// What the row keys of all reservations of an item begin with, and no others': both ids may hold any separator, so the item's length stands before it,
    /// e.g. <c>reservation:2:tv:</c>.
    /// </summary>
    public static string ReservationsOf(string itemId) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReservationPrefix}{itemId.Length}:{itemId}:");

    /// <summary>The order and the item in a reservation's row key.</summary>
    /// <exception cref="InvalidDataException">It is the key of no reservation.</exception>
    internal static (string OrderId, string ItemId) ReservationIn(string rowKey)
    {
        int item = rowKey.IndexOf(':', Math.Min(ReservationPrefix.Length, rowKey.Length)) + 1;
        return item > 0
            && int.TryParse(rowKey.AsSpan(ReservationPrefix.Length, item - 1 - ReservationPrefix.Length), CultureInfo.InvariantCulture, out int length)
            && length > 0
            && item + length + 1 < rowKey.Length
                ? (rowKey[(item + length + 1)..], rowKey.Substring(item, length))
                : throw new InvalidDataException($"{rowKey} is the key of no reservation.");
    }
}
