using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventoryFunctions.Api;

/// <summary>An enum by words of its own, e.g. <c>IN STOCK</c>.</summary>
internal sealed class WordConverter<T>(Func<T, string> word) : JsonConverter<T>, IWords
    where T : struct, Enum
{
    public IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<T>().Select(word)];

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(word(value), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new JsonException($"must be one of {string.Join(", ", Words)}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(word(value));
}
