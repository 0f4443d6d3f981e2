using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Reservations;

/// <summary>What the log says about reservations.</summary>
internal static partial class ReservationLogs
{
    [LoggerMessage(400, LogLevel.Information, "{Count} rows of ended reservations were removed")]
    public static partial void Removed(this ILogger logger, int count);
}
