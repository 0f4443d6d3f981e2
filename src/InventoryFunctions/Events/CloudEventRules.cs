using System.Text.Json;

namespace InventoryFunctions.Events;

/// <summary>What is wrong with a JSON value that is no CloudEvent 1.0, in words for whoever sent it; the parser's own are for programmers.</summary>
internal static class CloudEventRules
{
    private const string Version = "1.0";
    private const string VersionName = "specversion";

    // What JSON events have besides attributes, with a name that no attribute may have.
    private const string BinaryDataName = "data_base64";

    private static readonly string[] Required = [VersionName, "id", "source", "type"];

    /// <summary>The rule, and how <paramref name="json"/> breaks it.</summary>
    public static string Broken(JsonElement json)
    {
        string[] wrong = json.ValueKind == JsonValueKind.Object
            ? [.. Required.Select(name => WrongRequired(json, name)).Concat(json.EnumerateObject().Select(WrongProperty)).OfType<string>()]
            : ["it is no JSON object"];
        return $"must be a CloudEvent 1.0, with {string.Join(", ", Required)}: "
            + (wrong.Length == 0 ? "an attribute is not as CloudEvents have it" : string.Join(", ", wrong));
    }

    private static string? WrongRequired(JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement value) ? $"{name} is missing"
        : Text(value) is not { Length: > 0 } text ? $"{name} must be text in quotes, and not empty"
        : name == VersionName && text != Version ? $"{name} must be {Version}"
        : null;

    private static string? WrongProperty(JsonProperty property) => property.Name switch
    {
        "time" when !(Text(property.Value) is not null && property.Value.TryGetDateTimeOffset(out _)) => "time must be a time such as 2026-01-31T12:00:00Z",
        BinaryDataName when !(Text(property.Value) is not null && property.Value.TryGetBytesFromBase64(out _)) => $"{BinaryDataName} must be base64",
        BinaryDataName => null,
        _ when !property.Name.All(character => character is >= 'a' and <= 'z' or >= '0' and <= '9') =>
            $"{property.Name} is no attribute: those have lower-case letters and digits, and what the event tells belongs in data",
        _ => null,
    };

    // A text with half of a surrogate pair can't be read.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
