using Azure.Messaging;

namespace InventoryFunctions.Events;

/// <summary>Publishes events. Delivery is at least once: whoever reads them is idempotent by event id.</summary>
public interface IEventBus
{
    /// <summary>Publishes <paramref name="events"/>; returns when all of them are accepted.</summary>
    /// <param name="events">The events. Published again, an event keeps its id: see <see cref="InventoryEvents.Create"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the events may be published nevertheless.</param>
    /// <exception cref="EventTooLargeException">An event exceeds what the bus carries; none of them is published.</exception>
    /// <exception cref="Azure.RequestFailedException">The service refuses, or can't be reached; some events may be published nevertheless.</exception>
    Task PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken);
}
