using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Log messages 450 to 459 and 490 to 499.</summary>
internal static partial class PurchaseOrderLogs
{
    [LoggerMessage(450, LogLevel.Information, "Purchase order {PurchaseOrderId} of {ProductId} is open")]
    public static partial void Opened(this ILogger logger, string purchaseOrderId, string productId);

    [LoggerMessage(452, LogLevel.Information, "Purchase order {PurchaseOrderId} of {ProductId} is {Status}, decided by {DecidedBy}")]
    public static partial void Decided(this ILogger logger, string purchaseOrderId, string productId, PurchaseOrderStatus status, string? decidedBy);

    [LoggerMessage(453, LogLevel.Warning, "Purchase order {PurchaseOrderId} is decided, but its orchestration could not be told; it finds out by itself")]
    public static partial void NotTold(this ILogger logger, Exception failure, string purchaseOrderId);

    [LoggerMessage(454, LogLevel.Warning, "Nobody decided purchase order {PurchaseOrderId} of {ProductId} in time; it is expired")]
    public static partial void Expired(this ILogger logger, string purchaseOrderId, string productId);

    [LoggerMessage(455, LogLevel.Information, "Purchase order {PurchaseOrderId} of {ProductId} is settled: {Status}, {StockAdded} pieces added to the stock{Note}")]
    public static partial void Settled(
        this ILogger logger, string purchaseOrderId, string productId, PurchaseOrderStatus status, int stockAdded, string note);

    [LoggerMessage(456, LogLevel.Error, "Purchase order {PurchaseOrderId} is unreadable, and nothing can be done about it here")]
    public static partial void Unsound(this ILogger logger, Exception failure, string purchaseOrderId);

    [LoggerMessage(457, LogLevel.Warning, "Purchase order {PurchaseOrderId} is open, and no orchestration waited for its decision: it was started")]
    public static partial void NotWaitedFor(this ILogger logger, string purchaseOrderId);

    [LoggerMessage(458, LogLevel.Warning, "Purchase order {PurchaseOrderId} is decided, and not settled yet: its orchestration was told again, or started")]
    public static partial void NotSettled(this ILogger logger, string purchaseOrderId);

    [LoggerMessage(459, LogLevel.Error, "Row {RowKey} of the purchase orders could not be looked after; the next sweep tries again")]
    public static partial void NotSwept(this ILogger logger, Exception failure, string rowKey);

    [LoggerMessage(490, LogLevel.Warning, "The orchestration of purchase order {PurchaseOrderId} could not be started; the next sweep does it")]
    public static partial void NotStarted(this ILogger logger, Exception failure, string purchaseOrderId);

    [LoggerMessage(491, LogLevel.Warning, "Item {ProductId} could not be read; the page of purchase order {PurchaseOrderId}, whose decision stands, is shown without it")]
    public static partial void ShownWithoutItem(this ILogger logger, Exception failure, string purchaseOrderId, string productId);

    [LoggerMessage(492, LogLevel.Warning,
        "Event {EventId} asks for more than purchase order {PurchaseOrderId} of {ProductId} may hold, which is {MaxQuantity} pieces: the rest is not bought")]
    public static partial void Capped(this ILogger logger, string eventId, string? purchaseOrderId, string productId, int maxQuantity);

    [LoggerMessage(451, LogLevel.Information, "Nothing is bought of {ProductId}, because neither event {EventId} nor the item names a quantity")]
    public static partial void NothingToBuy(this ILogger logger, string productId, string eventId);
}
