using System.Collections.Concurrent;
using InventoryFunctions.Events;

namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>
/// Carries word of sent messages from the app's event bus to the queues' listeners, which otherwise look ever more seldom while nothing
/// comes. Azure's host has the same for messages that its own output bindings send.
/// </summary>
internal sealed class QueueSignals : IQueueWatcher
{
    private readonly ConcurrentDictionary<string, QueueSignal> _signals = new(StringComparer.Ordinal);

    /// <summary>The signal of the queue named <paramref name="queue"/>.</summary>
    public QueueSignal Of(string queue) => _signals.GetOrAdd(queue, _ => new QueueSignal());

    public void MessageSent(string queue) => Of(queue).Set();
}
