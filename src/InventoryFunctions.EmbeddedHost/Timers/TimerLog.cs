using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Timers;

internal static partial class TimerLog
{
    [LoggerMessage(200, LogLevel.Error, "Timer function {Function} failed; it runs again at its next tick")]
    public static partial void Failed(ILogger logger, Exception error, string function);

    [LoggerMessage(201, LogLevel.Warning, "The tick of timer function {Function} could not be recorded")]
    public static partial void NotRemembered(ILogger logger, Exception error, string function);
}
