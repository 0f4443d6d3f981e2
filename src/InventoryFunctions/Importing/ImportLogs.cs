using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Importing;

internal static partial class ImportLogs
{
    [LoggerMessage(200, LogLevel.Warning, "What upload {ExecutionId} staged could not be removed now; an upload a day later removes it")]
    public static partial void StagingLeft(this ILogger logger, Exception failure, string executionId);

    [LoggerMessage(201, LogLevel.Warning, "Import {ExecutionId} was received but never started; it starts now")]
    public static partial void StartedLate(this ILogger logger, string executionId);
}
