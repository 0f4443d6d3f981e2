using Azure.Messaging;
using Azure.Messaging.EventGrid;

namespace InventoryFunctions.Events;

/// <summary>The bus of a host with an Event Grid topic, whose subscriptions put events on queues. The client retries what the topic is too busy for.</summary>
internal sealed class EventGridEventBus(EventGridPublisherClient topic) : IEventBus
{
    /// <summary>
    /// Bytes of one event, and of one request: "1 MB" (https://learn.microsoft.com/azure/event-grid/quotas-limits), taken as the smaller of its
    /// two meanings.
    /// </summary>
    public const int MaxBytes = 1_000_000;

    // The client adds the attributes traceparent and tracestate: 55 and at most 512 characters, with names and quotes.
    private const int TracingBytes = 600;

    public async Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        IEnumerable<(CloudEvent Event, int Bytes)> sized =
            events.Select(published => (published, EventBatch.Write(published, MaxBytes - TracingBytes).Length + TracingBytes)).ToList();
        foreach (List<(CloudEvent Event, int Bytes)> request in EventBatch.Cut(sized, entry => entry.Bytes, MaxBytes))
        {
            await topic.SendEventsAsync(request.Select(entry => entry.Event), cancellationToken);
        }
    }
}
