using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Recovery;

/// <summary>What recovery logs.</summary>
internal static partial class RecoveryLogs
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Restore {ExecutionId} to {AsOf:O} begins; dry run: {DryRun}")]
    public static partial void Started(this ILogger logger, string executionId, DateTimeOffset asOf, bool dryRun);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Restore {ExecutionId} ended before its job did, or never began; another one may begin")]
    public static partial void Abandoned(this ILogger logger, string executionId);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The progress of restore {ExecutionId} could not be written to its job record")]
    public static partial void ReportFailed(this ILogger logger, Exception failure, string executionId);
}
