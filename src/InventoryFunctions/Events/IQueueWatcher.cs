namespace InventoryFunctions.Events;

/// <summary>
/// Hears of messages that this process sends to its own queues. A host that implements it need not wait for its next look at the queue; a host
/// that doesn't finds them then.
/// </summary>
public interface IQueueWatcher
{
    /// <summary>A message is on <paramref name="queue"/>. Returns at once and never fails.</summary>
    void MessageSent(string queue);
}
