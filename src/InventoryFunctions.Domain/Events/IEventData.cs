namespace InventoryFunctions.Domain.Events;

/// <summary>What an event tells: the <c>data</c> of a CloudEvent, with the envelope that belongs to it.</summary>
public interface IEventData
{
    /// <summary>The CloudEvent's <c>type</c>, one of <see cref="EventTypes"/>.</summary>
    static abstract string EventType { get; }

    /// <summary>The CloudEvent's <c>source</c>, one of <see cref="EventSources"/>.</summary>
    static abstract string EventSource { get; }

    /// <summary>The CloudEvent's <c>subject</c>: the id of what the event is about; null where there is none.</summary>
    string? EventSubject { get; }
}
