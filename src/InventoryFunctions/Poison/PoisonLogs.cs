using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Poison;

/// <summary>Log messages 430 to 439.</summary>
internal static partial class PoisonLogs
{
    [LoggerMessage(430, LogLevel.Error, "Queue {Queue}: message {PoisonId} could not be processed in {Attempts} deliveries: {Reason}")]
    public static partial void Poisoned(this ILogger logger, string queue, string poisonId, long attempts, string reason);

    [LoggerMessage(431, LogLevel.Warning, "Queue {Queue}: that message {MessageId} failed could not be noted")]
    public static partial void NotNoted(this ILogger logger, Exception failure, string queue, string messageId);

    [LoggerMessage(432, LogLevel.Warning, "Queue {Queue}: a message was processed, but that it had failed before could not be forgotten")]
    public static partial void NotForgotten(this ILogger logger, Exception failure, string queue);

    [LoggerMessage(433, LogLevel.Warning, "Queue {Queue}: the administrator could not be told of message {PoisonId}")]
    public static partial void NotAlerted(this ILogger logger, Exception failure, string queue, string poisonId);

    [LoggerMessage(434, LogLevel.Information, "Queue {Queue}: {Redriven} messages were put back from the poison queue")]
    public static partial void Redriven(this ILogger logger, string queue, int redriven);
}
