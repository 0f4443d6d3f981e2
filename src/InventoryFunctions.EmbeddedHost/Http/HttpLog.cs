using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Http;

internal static partial class HttpLog
{
    [LoggerMessage(400, LogLevel.Error, "Function {Function} failed on {Method} {Path}")]
    public static partial void Failed(ILogger logger, Exception error, string function, string method, PathString path);
}
