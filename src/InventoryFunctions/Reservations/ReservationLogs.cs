using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>Log messages 440 to 459.</summary>
internal static partial class ReservationLogs
{
    [LoggerMessage(440, LogLevel.Information, "{Count} rows of ended reservations were removed")]
    public static partial void Removed(this ILogger logger, int count);
}
