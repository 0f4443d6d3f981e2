using System.Text.Json.Serialization;

namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>An external event that no orchestrator has taken yet.</summary>
internal sealed record RaisedEvent(
    [property: JsonPropertyName("n")] string Name,
    [property: JsonPropertyName("d")] string? Data);
