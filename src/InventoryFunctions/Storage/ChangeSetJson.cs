using System.Text.Json;
using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>How change sets are written. Stored rows outlive the program: names here and in the records must keep their meaning.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.Strict,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChangeSet))]
internal sealed partial class ChangeSetJson : JsonSerializerContext;
