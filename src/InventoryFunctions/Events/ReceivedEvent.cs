using Azure.Messaging;

namespace InventoryFunctions.Events;

/// <summary>One event of a queue message.</summary>
/// <param name="Body">Its JSON as it came in.</param>
/// <param name="Event">The event, or null where the JSON is none.</param>
/// <param name="Refusal">Why it is none, or null.</param>
internal sealed record ReceivedEvent(BinaryData Body, CloudEvent? Event, InvalidEventException? Refusal);
