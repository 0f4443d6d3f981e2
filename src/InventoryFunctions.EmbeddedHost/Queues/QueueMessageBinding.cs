using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using InventoryFunctions.EmbeddedHost.Functions;

namespace InventoryFunctions.EmbeddedHost.Queues;

/// <summary>Gives a function the message as the type it asks for.</summary>
internal static class QueueMessageBinding
{
    // What the isolated worker reads messages with.
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static Func<Invocation, object?> For(Type type) => type switch
    {
        _ when type == typeof(QueueMessage) => static invocation => invocation.Trigger,
        _ when type == typeof(BinaryData) => static invocation => Body(invocation),
        _ when type == typeof(byte[]) => static invocation => Body(invocation).ToArray(),
        _ when type == typeof(string) => static invocation => Body(invocation).ToString(),
        _ => invocation => JsonSerializer.Deserialize(Body(invocation), type, Json),
    };

    /// <summary>
    /// Undoes the base64 of a message body where there is any. Writers differ (Event Grid has done both), so that the configured
    /// encoding only decides where both readings are possible: JSON is never base64, as no bracket, brace or quote belongs to it.
    /// </summary>
    public static BinaryData Decode(BinaryData body, bool expectBase64)
    {
        var text = body.ToString().Trim();
        var decoded = new byte[text.Length];
        if (text.Length == 0 || !Convert.TryFromBase64String(text, decoded, out var length))
        {
            return body;
        }

        return expectBase64 || IsJson(decoded.AsSpan(0, length)) ? new BinaryData(decoded.AsMemory(0, length)) : body;
    }

    private static BinaryData Body(Invocation invocation) => ((QueueMessage)invocation.Trigger!).Body;

    private static bool IsJson(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 0 && bytes[0] is (byte)'{' or (byte)'[' && Encoding.UTF8.GetCharCount(bytes) > 0;
}
