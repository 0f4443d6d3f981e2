using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Api;

/// <summary>
/// Compares a JSON value with the type it is meant for, property by property, so that one answer lists everything that is wrong
/// with it. The serializer itself stops at the first error, in words for programmers.
/// </summary>
internal static class JsonShape
{
    /// <summary>Adds to <paramref name="broken"/> what is wrong with <paramref name="value"/> as a <paramref name="type"/>.</summary>
    /// <param name="value">What came in.</param>
    /// <param name="type">What it is meant for.</param>
    /// <param name="path">Where it stands; empty for the whole.</param>
    /// <param name="broken">Takes the rules it breaks.</param>
    /// <param name="refuseUnknown">Whether a property that the type does not have is wrong.</param>
    public static void Check(JsonElement value, Type type, string path, List<BrokenRule> broken, bool refuseUnknown = true)
    {
        JsonTypeInfo info = ApiJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                CheckObject(value, info, path, broken, refuseUnknown);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Check(element, info.ElementType!, $"{path}[{index++}]", broken, refuseUnknown);
                }

                break;
            default:
                CheckLeaf(value, type, path, broken);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo info, string path, List<BrokenRule> broken, bool refuseUnknown)
    {
        foreach (JsonPropertyInfo property in info.Properties)
        {
            string field = Join(path, property.Name);
            if (!value.TryGetProperty(property.Name, out JsonElement given))
            {
                if (property.IsRequired)
                {
                    broken.Add(new BrokenRule(field, "is required"));
                }
            }
            else if (given.ValueKind != JsonValueKind.Null)
            {
                Check(given, property.PropertyType, field, broken, refuseUnknown);
            }
            else if (!property.IsSetNullable || Nullable.GetUnderlyingType(property.PropertyType) is null && property.PropertyType.IsValueType)
            {
                broken.Add(new BrokenRule(field, Rule(property.PropertyType)));
            }
        }

        foreach (JsonProperty given in value.EnumerateObject().Where(given => refuseUnknown && info.Properties.All(known => known.Name != given.Name)))
        {
            broken.Add(new BrokenRule(Join(path, given.Name), $"is not known here; known are {string.Join(", ", info.Properties.Select(p => p.Name))}"));
        }
    }

    private static void CheckLeaf(JsonElement value, Type type, string path, List<BrokenRule> broken)
    {
        try
        {
            value.Deserialize(type, ApiJson.Options);
        }
        catch (JsonException)
        {
            // Text that can't be read as text has half of a surrogate pair.
            broken.Add(new BrokenRule(
                path.Length == 0 ? "body" : path,
                type == typeof(string) && value.ValueKind == JsonValueKind.String ? "must be text of valid Unicode; it has half of a surrogate pair" : Rule(type)));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Rule(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
        {
            return $"must be one of {string.Join(", ", ApiJson.Options.GetConverter(plain) is IWords words ? words.Words : Enum.GetNames(plain))}";
        }

        return Type.GetTypeCode(plain) switch
        {
            TypeCode.Int32 => FormattableString.Invariant($"must be a whole number from {int.MinValue:N0} to {int.MaxValue:N0}, without quotes"),
            TypeCode.Int64 => "must be a whole number, without quotes",
            TypeCode.Decimal or TypeCode.Double => "must be a number, without quotes",
            TypeCode.Boolean => "must be true or false, without quotes",
            TypeCode.String => "must be text in quotes",
            _ when plain == typeof(DateTimeOffset) => UtcTime.Rule,
            _ => ApiJson.Options.GetTypeInfo(plain).Kind switch
            {
                JsonTypeInfoKind.Object => "must be a JSON object",
                JsonTypeInfoKind.Enumerable => "must be a JSON array",
                _ => $"must be a {plain.Name}",
            },
        };
    }
}
