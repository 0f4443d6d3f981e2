using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Orders;

/// <summary>Log messages 520 to 529.</summary>
internal static partial class OrderGeneratorLogs
{
    [LoggerMessage(520, LogLevel.Information, "Order {OrderId} was made up: {Quantity} of {ProductId}")]
    public static partial void Generated(this ILogger logger, string orderId, int quantity, string productId);

    [LoggerMessage(521, LogLevel.Information, "No order was made up: the inventory is empty")]
    public static partial void NothingToOrder(this ILogger logger);
}
