using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Log messages 500 to 519.</summary>
internal static partial class OrderLogs
{
    [LoggerMessage(500, LogLevel.Warning, "{Pieces} pieces of {ProductId} that order {OrderId} gave back could not return to the stock: the item is gone, or its stock at the most there may be")]
    public static partial void NotReturned(this ILogger logger, int pieces, string productId, string orderId);

    [LoggerMessage(501, LogLevel.Error, "The reservation of {ProductId} for order {OrderId} is {State}, and can't be ended by {End}")]
    public static partial void EndedOtherwise(this ILogger logger, string productId, string orderId, ReservationState state, ReservationEnd end);

    [LoggerMessage(502, LogLevel.Warning, "There is no reservation of {ProductId} for order {OrderId} that could be ended by {End}: it ended long ago")]
    public static partial void NoReservation(this ILogger logger, string productId, string orderId, ReservationEnd end);

    [LoggerMessage(503, LogLevel.Warning, "The hold of order {OrderId} is over, and its timer has not ended it; it is ended now")]
    public static partial void Overdue(this ILogger logger, string orderId);

    [LoggerMessage(504, LogLevel.Error, "What is stored of the reservation of {ProductId} for order {OrderId} is not sound; the line counts as unavailable")]
    public static partial void UnreadableLine(this ILogger logger, Exception unreadable, string productId, string orderId);

    [LoggerMessage(505, LogLevel.Error, "The reservation of {ProductId} for order {OrderId} can't be ended by {End}: what is stored of it or of the item is not sound; once that is mended, the daily sweep ends it")]
    public static partial void UnreadableEnd(this ILogger logger, Exception unreadable, string productId, string orderId, ReservationEnd end);

    [LoggerMessage(506, LogLevel.Error, "The open reservations of order {OrderId} could not be looked after; the next sweep tries again")]
    public static partial void NotSettled(this ILogger logger, Exception failure, string orderId);

    [LoggerMessage(507, LogLevel.Warning, "The reservation of {ProductId} for order {OrderId} was left open; step {Step} is taken now")]
    public static partial void LeftOpen(this ILogger logger, string productId, string orderId, LeftoverStep step);

    [LoggerMessage(508, LogLevel.Warning, "The reservation of {ProductId} is for order {OrderId}, of which nothing is stored; it is left as it is")]
    public static partial void NoOrder(this ILogger logger, string productId, string orderId);
}
