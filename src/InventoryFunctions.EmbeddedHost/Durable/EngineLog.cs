using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>What the engine logs. The numbers are stable.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(100, LogLevel.Information, "Task hub {Hub}: recovered {Instances} instances ({Unfinished} unfinished) from {Rows} log rows.")]
    public static partial void Recovered(ILogger logger, string hub, int instances, int unfinished, long rows);

    [LoggerMessage(101, LogLevel.Warning, "Task hub {Hub}: taking over from host {Holder} on {Machine}, process {Process}, which is gone or let its lease run out.")]
    public static partial void TakingOver(ILogger logger, string hub, string? holder, string machine, int process);

    [LoggerMessage(102, LogLevel.Warning, "Task hub {Hub}: the lease could not be renewed; trying again.")]
    public static partial void LeaseNotRenewed(ILogger logger, string hub, Exception exception);

    [LoggerMessage(103, LogLevel.Warning, "Task hub {Hub}: the lease could not be released; it runs out by itself.")]
    public static partial void LeaseNotReleased(ILogger logger, string hub, Exception exception);

    [LoggerMessage(104, LogLevel.Warning, "Task hub {Hub}: log row {Row} could not be written; trying again in {Pause}. Nothing is lost.")]
    public static partial void AppendFailed(ILogger logger, string hub, string row, TimeSpan pause, Exception exception);

    [LoggerMessage(105, LogLevel.Critical, "Task hub {Hub}: the durable engine has stopped.")]
    public static partial void Stopped(ILogger logger, string hub, Exception exception);

    [LoggerMessage(106, LogLevel.Warning, "Dropped {Kind} '{Name}' for instance {Instance}: there is no such unfinished instance.")]
    public static partial void MessageDropped(ILogger logger, string kind, string? name, string instance);

    [LoggerMessage(107, LogLevel.Warning, "Task hub {Hub}: finished instances could not be archived; trying again.")]
    public static partial void ArchiveFailed(ILogger logger, string hub, Exception exception);
}
