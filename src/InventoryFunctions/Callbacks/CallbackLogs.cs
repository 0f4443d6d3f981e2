using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Callbacks;

/// <summary>Log messages 480 to 489.</summary>
internal static partial class CallbackLogs
{
    [LoggerMessage(480, LogLevel.Warning, "{Setting} is not set: approval links and task tokens are signed with a key of this process's own and end with it")]
    public static partial void KeyOfThisProcess(this ILogger logger, string setting);
}
