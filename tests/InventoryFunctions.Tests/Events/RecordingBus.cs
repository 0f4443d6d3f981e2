using System.Collections.Concurrent;
using Azure.Messaging;
using InventoryFunctions.Events;

namespace InventoryFunctions.Tests.Events;

/// <summary>Keeps what is published; fails where a test says so.</summary>
internal sealed class RecordingBus : IEventBus
{
    private readonly ConcurrentQueue<CloudEvent> _published = new();

    public IReadOnlyCollection<CloudEvent> Published => _published;

    /// <summary>What publishing fails with, or null.</summary>
    public Exception? Failure { get; set; }

    public Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException(Failure);
        }

        foreach (CloudEvent published in events)
        {
            _published.Enqueue(published);
        }

        return Task.CompletedTask;
    }
}
