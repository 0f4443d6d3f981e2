using System.Collections.Concurrent;
using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Notes what is published, and passes it on.</summary>
internal sealed class RecordingEventBus(IEventBus next) : IEventBus
{
    private readonly ConcurrentQueue<CloudEvent> _published = new();

    /// <summary>Runs before events are passed on; may throw.</summary>
    public Func<IReadOnlyList<CloudEvent>, Task>? Before { get; set; }

    /// <summary>Runs when events were passed on.</summary>
    public Action<IReadOnlyList<CloudEvent>>? After { get; set; }

    public IReadOnlyCollection<CloudEvent> Published => _published;

    public async Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        if (Before is { } step)
        {
            await step(events);
        }

        foreach (CloudEvent published in events)
        {
            _published.Enqueue(published);
        }

        await next.PublishAsync(events, cancellationToken);
        After?.Invoke(events);
    }

    /// <summary>The events of one kind about an order, each id once.</summary>
    public IReadOnlyList<T> Of<T>(string orderId)
        where T : class, IEventData =>
        [.. _published.Where(published => published.Type == T.EventType && published.Id.StartsWith(orderId + "/", StringComparison.Ordinal))
            .DistinctBy(published => published.Id).Select(InventoryEvents.Read<T>)];
}
