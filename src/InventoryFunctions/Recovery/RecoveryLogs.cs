using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Recovery;

/// <summary>Log messages 600 to 619.</summary>
internal static partial class RecoveryLogs
{
    [LoggerMessage(600, LogLevel.Information, "Restore {ExecutionId} to {AsOf:O} begins; dry run: {DryRun}")]
    public static partial void Started(this ILogger logger, string executionId, DateTimeOffset asOf, bool dryRun);

    [LoggerMessage(601, LogLevel.Warning, "Restore {ExecutionId} ended before its job did, or never began; another one may begin")]
    public static partial void Abandoned(this ILogger logger, string executionId);

    [LoggerMessage(603, LogLevel.Information, "Reconciliation {ExecutionId} begins, with what is recorded since {Since:O}")]
    public static partial void ReconcileStarted(this ILogger logger, string executionId, DateTimeOffset since);
}
