using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Hub;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>The JSON of everything the engine stores.</summary>
[JsonSerializable(typeof(IReadOnlyList<LogRecord>))]
[JsonSerializable(typeof(IReadOnlyList<StepEvent>))]
[JsonSerializable(typeof(InstanceState))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    // Payloads are JSON inside JSON: escaping every quote to six characters would double them.
    public static StoredJson Instance { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
