using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Log messages 440 to 459.</summary>
internal static partial class ReservationLogs
{
    [LoggerMessage(440, LogLevel.Information, "{Count} rows of ended reservations were removed")]
    public static partial void Removed(this ILogger logger, int count);

    [LoggerMessage(441, LogLevel.Error, "Row {RowKey} of {Partition} is no sound reservation, and is left out")]
    public static partial void Unreadable(this ILogger logger, Exception unreadable, string rowKey, string partition);
}
