using System.Collections.Frozen;
using Azure.Messaging;
using Azure.Storage.Queues;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Events;

/// <summary>
/// The bus of a host without an Event Grid topic: puts events right on the queues that the topic's subscriptions would feed. Events that are
/// published while a message is being sent travel together in the next one, so that a burst costs few messages.
/// </summary>
internal sealed class QueueEventBus : IEventBus
{
    // Bounds what waits for one failing send; a message holds some 200 orders.
    private const int MaxPublishers = 256;

    private readonly FrozenDictionary<string, GroupCommit<IReadOnlyList<byte[]>, bool>> _queues;
    private readonly IQueueWatcher[] _watchers;
    private readonly ILogger<QueueEventBus> _logger;

    public QueueEventBus(QueueServiceClient service, IEnumerable<IQueueWatcher> watchers, ILogger<QueueEventBus> logger)
    {
        _watchers = [.. watchers];
        _logger = logger;
        _queues = QueueNames.All.ToFrozenDictionary(
            name => name,
            name =>
            {
                QueueClient queue = service.GetQueueClient(name);
                return new GroupCommit<IReadOnlyList<byte[]>, bool>(group => SendAsync(queue, group), MaxPublishers);
            });
    }

    public Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        Dictionary<string, List<byte[]>> byQueue = [];
        foreach (CloudEvent published in events)
        {
            if (EventRoutes.QueueOf(published.Type) is not { } queue)
            {
                _logger.Dropped(published.Id, published.Type);
                continue;
            }

            if (!byQueue.TryGetValue(queue, out List<byte[]>? entries))
            {
                byQueue.Add(queue, entries = []);
            }

            EventTracing.Note(published);
            entries.Add(EventBatch.Write(published, QueueLimits.MessageBytes));
        }

        return Task.WhenAll(byQueue.Select(entries => _queues[entries.Key].SubmitAsync(entries.Value, cancellationToken)));
    }

    private async Task<IReadOnlyList<bool>> SendAsync(QueueClient queue, IReadOnlyList<IReadOnlyList<byte[]>> group)
    {
        await Task.WhenAll(EventBatch.Cut(group.SelectMany(entries => entries), entry => entry.Length, QueueLimits.MessageBytes)
            .Select(run => queue.SendMessageAsync(EventBatch.Join(run), timeToLive: QueueLimits.NeverExpires)));
        foreach (IQueueWatcher watcher in _watchers)
        {
            watcher.MessageSent(queue.Name);
        }

        return [.. group.Select(_ => true)];
    }
}
