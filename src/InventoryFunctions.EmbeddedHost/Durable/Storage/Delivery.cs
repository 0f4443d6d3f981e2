using System.Text.Json.Serialization;
using InventoryFunctions.EmbeddedHost.Durable.History;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>An event on its way to an instance.</summary>
internal sealed record Delivery([property: JsonPropertyName("s")] InstanceKey To, [property: JsonPropertyName("e")] StepEvent Event);
