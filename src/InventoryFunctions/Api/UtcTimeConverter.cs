using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventoryFunctions.Api;

/// <summary>Times as ISO 8601 in UTC, e.g. <c>2026-01-31T12:00:00Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && UtcTime.TryParse(reader.GetString(), out DateTimeOffset time)
            ? time
            : throw new JsonException(UtcTime.Rule);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
