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
    /// Undoes the base64 of a message body where host.json asks for it and there is any; a body that is none stays, although Azure's host would
    /// refuse it. With <c>messageEncoding: none</c> the body is the function's own affair.
    /// </summary>
    public static BinaryData Decode(BinaryData body, bool expectBase64)
    {
        if (!expectBase64)
        {
            return body;
        }

        var text = body.ToString().Trim();
        var decoded = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, decoded, out var length) ? new BinaryData(decoded.AsMemory(0, length)) : body;
    }

    private static BinaryData Body(Invocation invocation) => ((QueueMessage)invocation.Trigger!).Body;
}
