using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Callbacks;

/// <summary>Log messages 480 to 489.</summary>
internal static partial class CallbackLogs
{
    [LoggerMessage(480, LogLevel.Warning, "{Setting} is not set: approval links and task tokens are signed with a key of this process's own and end with it")]
    public static partial void KeyOfThisProcess(this ILogger logger, string setting);

    [LoggerMessage(481, LogLevel.Warning, "The answer to a task of orchestration {InstanceId} is recorded, but the orchestration could not be told; it finds it within a day")]
    public static partial void NotTold(this ILogger logger, Exception failure, string instanceId);
}
