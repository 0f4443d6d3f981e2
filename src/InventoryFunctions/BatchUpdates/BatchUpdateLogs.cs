using InventoryFunctions.Domain.Validation;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Log messages 300 to 319.</summary>
internal static partial class BatchUpdateLogs
{
    [LoggerMessage(300, LogLevel.Information, "Batch update {ExecutionId} started, occurrence {Occurrence}")]
    public static partial void Started(this ILogger logger, string executionId, DateTimeOffset? occurrence);

    [LoggerMessage(301, LogLevel.Information, "Schedule {Expression} begins, next occurrence {Next}")]
    public static partial void ScheduleBegins(this ILogger logger, string expression, DateTimeOffset? next);

    [LoggerMessage(302, LogLevel.Warning, "Schedule {Expression} never comes due")]
    public static partial void ScheduleNeverDue(this ILogger logger, string expression);

    [LoggerMessage(303, LogLevel.Information, "Occurrence {Occurrence} waits until batch update {ExecutionId} has ended")]
    public static partial void OccurrenceWaits(this ILogger logger, DateTimeOffset occurrence, string executionId);

    [LoggerMessage(304, LogLevel.Warning, "Batch update {ExecutionId} was claimed but not started; it is started now")]
    public static partial void StartedLate(this ILogger logger, string executionId);

    [LoggerMessage(305, LogLevel.Error, "Batch update {ExecutionId} has no running orchestration any more ({Status}); its run is given free")]
    public static partial void Abandoned(this ILogger logger, string executionId, string status);

    [LoggerMessage(306, LogLevel.Error, "The alert on batch update {ExecutionId} could not be published")]
    public static partial void AlertFailed(this ILogger logger, Exception failure, string executionId);

    [LoggerMessage(307, LogLevel.Warning, "Item {ItemId} was not updated by {ExecutionId}: {Rule}")]
    public static partial void ItemNotUpdated(this ILogger logger, string itemId, string executionId, BrokenRule rule);

    [LoggerMessage(308, LogLevel.Error, "{Step} of batch update {ExecutionId} failed; the job is not affected")]
    public static partial void SideStepFailed(this ILogger logger, Exception failure, string step, string executionId);
}
