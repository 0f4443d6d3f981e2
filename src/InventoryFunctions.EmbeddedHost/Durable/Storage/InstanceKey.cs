using System.Text.Json.Serialization;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>One execution of an instance.</summary>
internal sealed record InstanceKey([property: JsonPropertyName("o")] string Instance, [property: JsonPropertyName("x")] long Execution);
