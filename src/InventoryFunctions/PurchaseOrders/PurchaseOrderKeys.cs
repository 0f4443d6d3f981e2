using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>The keys of table PurchaseOrders: one partition, because an order, the mark of the open one and its requests change in one transaction.</summary>
/// <remarks>Changing any of them loses sight of what is stored.</remarks>
public static class PurchaseOrderKeys
{
    /// <summary>The partition.</summary>
    public const string Partition = "purchase-orders";

    /// <summary>Row keys of purchase orders: the prefix, then the id with every hex digit complemented, so that the newest come first.</summary>
    public const string OrderPrefix = "order:";

    /// <summary>The first key after every key with <see cref="OrderPrefix"/>.</summary>
    internal const string OrderEnd = "order;";

    /// <summary>Row keys of marks: the prefix, then the product whose open purchase order the row names. Inserted, so that there is one.</summary>
    public const string OpenPrefix = "open:";

    /// <summary>Row keys of requests: the prefix, then the SHA-256 of the event's id, which may hold characters that no key may.</summary>
    public const string RequestPrefix = "request:";

    /// <summary>Row keys of decisions that are not carried out yet: the prefix, then the purchase order's id. Inserted with the decision, deleted when all is done.</summary>
    public const string SettlePrefix = "settle:";

    /// <summary>The first key after every key with <see cref="OpenPrefix"/>.</summary>
    internal const string OpenEnd = "open;";

    /// <summary>The first key after every key with <see cref="SettlePrefix"/>.</summary>
    internal const string SettleEnd = "settle;";

    private const string Digits = "0123456789abcdef";

    /// <summary>The row key of a purchase order; null where the id is none.</summary>
    public static string? OrderRow(string purchaseOrderId) => Guid.TryParseExact(purchaseOrderId, "D", out Guid id)
        ? OrderPrefix + string.Concat(id.ToString("D").Select(digit => digit == '-' ? digit : Digits[15 - Digits.IndexOf(digit, StringComparison.Ordinal)]))
        : null;

    /// <summary>The row key of the mark of a product's open purchase order.</summary>
    public static string OpenRow(string productId) => OpenPrefix + productId;

    /// <summary>The row key of a decision that is not carried out yet.</summary>
    public static string SettleRow(string purchaseOrderId) => SettlePrefix + purchaseOrderId;

    /// <summary>The row key of a request.</summary>
    public static string RequestRow(string requestId) => RequestPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));
}
