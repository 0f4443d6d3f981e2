using System.Globalization;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Orders;

/// <summary>The keys of table Orders: orders are spread over a few partitions, the stage of an order is the row key's prefix.</summary>
/// <remarks>Changing any of them loses sight of the orders that are stored.</remarks>
internal static class OrderKeys
{
    /// <summary>An order is taken in, over HTTP or by an event: its content is fixed.</summary>
    public const string Accepted = "accepted:";

    /// <summary>An order is decided.</summary>
    public const string Decided = "decided:";

    /// <summary>What an order reserved is confirmed, released or expired.</summary>
    public const string Ended = "ended:";

    // Table Storage takes some 2,000 rows a second and partition, and an order is two or three: some 3,000 orders a second. Few partitions make large
    // groups, and many keep the emulator fast, which walks through a partition for each of its rows.
    private const int Partitions = 4;

    /// <summary>The partition of what is not about one order.</summary>
    public const string Marks = "marks";

    /// <summary>The row that says up to when nothing that was taken in waits for a decision.</summary>
    public const string SettledUntil = "settled-until";

    /// <summary>The partitions of orders.</summary>
    public static IEnumerable<string> AllPartitions => Enumerable.Range(0, Partitions).Select(Partition);

    /// <summary>The partition of an order.</summary>
    public static string Partition(string orderId) => Partition(Shards.Of(orderId, Partitions));

    private static string Partition(int number) => string.Create(CultureInfo.InvariantCulture, $"o{number}");
}
