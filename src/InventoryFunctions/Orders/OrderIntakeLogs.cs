using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Orders;

/// <summary>Log messages 530 to 539.</summary>
internal static partial class OrderIntakeLogs
{
    [LoggerMessage(530, LogLevel.Error, "Order {OrderId} is kept, but its event could not be published; whoever sent it is asked to send it again")]
    public static partial void NotPublished(this ILogger logger, Exception failure, string orderId);
}
