using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Warning, "Functions are still running after {DrainTimeout}; they are cancelled")]
    public static partial void Cancelling(ILogger logger, TimeSpan drainTimeout);

    [LoggerMessage(2, LogLevel.Error, "The listener of function {Function} ended with an error")]
    public static partial void ListenerFailed(ILogger logger, Exception error, string function);
}
