using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Api;

internal static partial class ApiLogs
{
    [LoggerMessage(100, LogLevel.Error, "{Method} {Path} was answered {Status}, trace {TraceId}")]
    public static partial void RequestFailed(
        this ILogger logger, Exception failure, string method, string? path, int status, string traceId);
}
