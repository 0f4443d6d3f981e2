using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Orders;

/// <summary>Log messages 530 to 539.</summary>
internal static partial class OrderIntakeLogs
{
    [LoggerMessage(530, LogLevel.Error, "Order {OrderId} is kept, but its event could not be published; whoever sent it is asked to send it again, and otherwise the next sweep finds it")]
    public static partial void NotPublished(this ILogger logger, Exception failure, string orderId);

    [LoggerMessage(531, LogLevel.Warning, "Order {OrderId} was kept and never passed on, or waits for long to be taken up; what decides it is started now")]
    public static partial void TakenUpLate(this ILogger logger, string orderId);

    [LoggerMessage(532, LogLevel.Error, "Order {OrderId}, which nobody decided, could not be taken up")]
    public static partial void NotTakenUp(this ILogger logger, Exception failure, string orderId);
}
