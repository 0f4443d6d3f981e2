using System.Net.Mime;
using System.Text.Json;
using Azure.Messaging;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Events;

/// <summary>Puts event data into CloudEvents and takes it out again.</summary>
public static class InventoryEvents
{
    /// <summary>An event that tells <paramref name="data"/>.</summary>
    /// <param name="id">
    /// What consumers recognise a repetition by: made of what happened (order, item, what), never drawn anew when the event is published again.
    /// </param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What happened; it determines type, source and subject.</param>
    public static CloudEvent Create<TData>(string id, DateTimeOffset time, TData data)
        where TData : IEventData => new(
            TData.EventSource,
            TData.EventType,
            new BinaryData(JsonSerializer.SerializeToUtf8Bytes(data, EventJson.Options)),
            MediaTypeNames.Application.Json,
            CloudEventDataFormat.Json)
        {
            Id = id,
            Time = time,
            Subject = data.EventSubject,
        };

    /// <summary>What <paramref name="received"/> tells. Properties that <typeparamref name="TData"/> does not have are passed over.</summary>
    /// <exception cref="InvalidEventException">It is of another type, or its data is not as <typeparamref name="TData"/> asks; every field is named.</exception>
    public static TData Read<TData>(CloudEvent received)
        where TData : class, IEventData
    {
        if (received.Type != TData.EventType)
        {
            throw new InvalidEventException("type", $"must be {TData.EventType} here; it is {received.Type}");
        }

        try
        {
            using JsonDocument data = JsonDocument.Parse(received.Data ?? BinaryData.FromString("null"), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (data.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidEventException("data", "must be a JSON object");
            }

            List<BrokenRule> broken = [];
            JsonShape.Check(data.RootElement, typeof(TData), "", broken, refuseUnknown: false);
            return broken.Count == 0
                ? data.Deserialize<TData>(EventJson.Options)!
                : throw new InvalidEventException(broken);
        }
        catch (InvalidOperationException)
        {
            // A name or text of bytes that are no UTF-8, or with half of a surrogate pair.
            throw new InvalidEventException("data", "must be JSON of valid Unicode");
        }
        catch (JsonException malformed)
        {
            throw new InvalidEventException("data", $"must be JSON: {malformed.Message}");
        }
    }
}
