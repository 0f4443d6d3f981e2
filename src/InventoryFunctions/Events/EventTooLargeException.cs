using Azure.Messaging;

namespace InventoryFunctions.Events;

/// <summary>An event alone exceeds what a message or a request carries. Publishing it again is of no use.</summary>
public sealed class EventTooLargeException(CloudEvent refused, int bytes, int maxBytes) : Exception(FormattableString.Invariant(
    $"Event {refused.Id} of type {refused.Type} has {bytes:N0} bytes; at most {maxBytes:N0} can be published."))
{
    /// <summary>The event's id.</summary>
    public string EventId { get; } = refused.Id;
}
