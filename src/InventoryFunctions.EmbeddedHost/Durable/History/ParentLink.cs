using System.Text.Json.Serialization;

namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>Who waits for a sub-orchestration: the command of one execution of the parent.</summary>
internal sealed record ParentLink(
    [property: JsonPropertyName("n")] string Name,
    [property: JsonPropertyName("o")] string Instance,
    [property: JsonPropertyName("x")] long Execution,
    [property: JsonPropertyName("i")] int Task);
