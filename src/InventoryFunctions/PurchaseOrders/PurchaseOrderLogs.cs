using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Log messages 450 to 459.</summary>
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

    [LoggerMessage(455, LogLevel.Information, "Purchase order {PurchaseOrderId} of {ProductId} is settled: {Status}, {StockAdded} pieces added to the stock. {Note}")]
    public static partial void Settled(
        this ILogger logger, string purchaseOrderId, string productId, PurchaseOrderStatus status, int? stockAdded, string? note);

    [LoggerMessage(456, LogLevel.Error, "Purchase order {PurchaseOrderId} is unreadable, and nothing can be done about it here")]
    public static partial void Unsound(this ILogger logger, Exception failure, string purchaseOrderId);

    [LoggerMessage(451, LogLevel.Information, "Nothing is bought of {ProductId}, because neither event {EventId} nor the item names a quantity")]
    public static partial void NothingToBuy(this ILogger logger, string productId, string eventId);
}
