using Microsoft.Extensions.Logging;

namespace InventoryFunctions.StockLevels;

/// <summary>Log messages 460 to 469.</summary>
internal static partial class LevelLogs
{
    [LoggerMessage(460, LogLevel.Warning, "{ItemId} can't be marked out of stock after change {ChangeId}: it is gone, or its row is unreadable")]
    public static partial void NotMarked(this ILogger logger, string itemId, string changeId);
}
