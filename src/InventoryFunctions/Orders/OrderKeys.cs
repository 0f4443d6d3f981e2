using System.Globalization;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Orders;

/// <summary>The keys of table Orders: orders are spread over a few partitions, the stage of an order is the row key's prefix.</summary>
/// <remarks>Changing any of them loses sight of the orders that are stored.</remarks>
internal static class OrderKeys
{
    /// <summary>An order came in over HTTP.</summary>
    public const string Received = "received:";

    /// <summary>An order is taken up: its content is fixed.</summary>
    public const string Accepted = "accepted:";

    /// <summary>An order is decided.</summary>
    public const string Decided = "decided:";

    /// <summary>What an order reserved is confirmed, released or expired.</summary>
    public const string Ended = "ended:";

    // Table Storage takes some 2,000 rows a second and partition, and an order is three or four. Few partitions make large groups: at 50 orders in
    // flight an order costs 1.5 transactions here with eight of them, and 0.5 with two.
    private const int Partitions = 2;

    /// <summary>The partition of an order.</summary>
    public static string Partition(string orderId) => string.Create(CultureInfo.InvariantCulture, $"o{Shards.Of(orderId, Partitions)}");
}
