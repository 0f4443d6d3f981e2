using System.Text.Json;
using System.Text.Json.Serialization;
using InventoryFunctions.Api;

namespace InventoryFunctions.Events;

/// <summary>How the data of events is written and read: as the API does it, except that properties which a later version adds are passed over.</summary>
internal static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new(ApiJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

            // Every character beyond ASCII, and those with a meaning in XML, are escaped: a queue message travels inside XML as it is.
            Encoder = null,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
