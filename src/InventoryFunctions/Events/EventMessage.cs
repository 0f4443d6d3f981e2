using System.Text;
using System.Text.Json;
using Azure.Messaging;

namespace InventoryFunctions.Events;

/// <summary>
/// Reads queue messages: CloudEvents in JSON, one or an array of them, as plain text or as base64. Event Grid's queue delivery has been both.
/// </summary>
internal static class EventMessage
{
    private const string Field = "message";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The events of <paramref name="body"/>, at least one; each is sound or refused by itself.</summary>
    /// <exception cref="InvalidEventException">The whole is not JSON, or nothing that could hold events.</exception>
    public static IReadOnlyList<ReceivedEvent> Read(BinaryData body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Json(body));
            JsonElement root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Object => [Read(body, root)],
                JsonValueKind.Array when root.GetArrayLength() > 0 => [.. root.EnumerateArray().Select(entry => Read(BinaryData.FromString(entry.GetRawText()), entry))],
                _ => throw new InvalidEventException(Field, "must be a CloudEvent in JSON, or an array of at least one"),
            };
        }
        catch (JsonException malformed)
        {
            throw new InvalidEventException(Field, $"must be a CloudEvent in JSON, plain or in base64: {malformed.Message}");
        }
        catch (Exception malformed) when (malformed is DecoderFallbackException or FormatException or InvalidOperationException)
        {
            throw new InvalidEventException(Field, "must be a CloudEvent in JSON in UTF-8, plain or in base64");
        }
    }

    /// <summary>The JSON text: a JSON text of events begins with a brace or bracket, which no base64 does.</summary>
    private static string Json(BinaryData body)
    {
        string text = Text(body);
        return text.StartsWith('{') || text.StartsWith('[') ? text : Text(BinaryData.FromBytes(Convert.FromBase64String(text)));
    }

    private static string Text(BinaryData bytes) => StrictUtf8.GetString(bytes).TrimStart('\uFEFF').Trim();

    private static ReceivedEvent Read(BinaryData body, JsonElement json)
    {
        try
        {
            return CloudEvent.Parse(BinaryData.FromString(json.GetRawText())) is { Id.Length: > 0 } read ? new ReceivedEvent(body, read, null) : Refused(body, json);
        }
        catch (Exception malformed) when (malformed is ArgumentException or JsonException or InvalidOperationException or FormatException)
        {
            return Refused(body, json);
        }
    }

    private static ReceivedEvent Refused(BinaryData body, JsonElement json) =>
        new(body, null, new InvalidEventException(Field, CloudEventRules.Broken(json)));
}
