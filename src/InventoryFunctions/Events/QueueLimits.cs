namespace InventoryFunctions.Events;

/// <summary>
/// What Storage queues accept (https://learn.microsoft.com/azure/storage/queues/scalability-targets and
/// …/rest/api/storageservices/put-message).
/// </summary>
internal static class QueueLimits
{
    /// <summary>Bytes of one message.</summary>
    public const int MessageBytes = 64 * 1024;

    /// <summary>Messages that one call receives or peeks at.</summary>
    public const int MessagesAtOnce = 32;

    /// <summary>The time to live of a message that stays until it is dealt with; without one it is gone after seven days.</summary>
    public static TimeSpan NeverExpires { get; } = TimeSpan.FromSeconds(-1);
}
