using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities as the Table service's JSON with minimal metadata: types that JSON lacks are annotated <c>Name@odata.type</c>.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static void Write(Utf8JsonWriter writer, ITableEntity entity)
    {
        writer.WriteStartObject();
        if (entity is IDictionary<string, object> values)
        {
            foreach (var (name, value) in values)
            {
                Write(writer, name, value is Enum
                    ? throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.")
                    : value);
            }
        }
        else
        {
            foreach (var member in EntityTypeMap.Of(entity.GetType()).Members)
            {
                if (member.Get != null)
                {
                    Write(writer, member.Name, member.Get(entity));
                }
            }
        }

        writer.WriteEndObject();
    }

    public static TableEntity Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ReadEntity(ref reader);
    }

    /// <summary>The rows of a query's answer, <c>{ "value": [ … ] }</c>.</summary>
    public static List<TableEntity> ReadMany(ReadOnlySpan<byte> json)
    {
        var entities = new List<TableEntity>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isRows)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                entities.Add(ReadEntity(ref reader));
            }
        }

        return entities;
    }

    private static TableEntity ReadEntity(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity();
        var properties = entity.Properties;
        string annotated = null, annotation = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                (annotated, annotation) = (name[..^TypeSuffix.Length], reader.GetString());
            }
            else if (name == TableEntity.ETagKey || !name.StartsWith("odata.", StringComparison.Ordinal))
            {
                properties[name] = ReadValue(ref reader, annotated == name ? annotation : name == TableEntity.TimestampKey ? "Edm.DateTime" : null);
            }
        }

        return entity;
    }

    private static object ReadValue(ref Utf8JsonReader reader, string type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.Null, _) => null,
        (JsonTokenType.True, _) => true,
        (JsonTokenType.False, _) => false,
        (JsonTokenType.Number, "Edm.Double") => reader.GetDouble(),
        (JsonTokenType.Number, "Edm.Int64") => reader.GetInt64(),
        (JsonTokenType.Number, _) when reader.TryGetInt32(out var number) => number,
        (JsonTokenType.Number, _) when reader.TryGetInt64(out var number) => number,
        (JsonTokenType.Number, _) => reader.GetDouble(),
        (JsonTokenType.String, "Edm.Int64") => long.Parse(reader.GetString(), CultureInfo.InvariantCulture),
        (JsonTokenType.String, "Edm.Double") => double.Parse(reader.GetString(), CultureInfo.InvariantCulture),
        (JsonTokenType.String, "Edm.DateTime") => reader.GetDateTimeOffset(),
        (JsonTokenType.String, "Edm.Guid") => reader.GetGuid(),
        (JsonTokenType.String, "Edm.Binary") => reader.GetBytesFromBase64(),
        (JsonTokenType.String, _) => reader.GetString(),
        _ => throw new NotSupportedException($"Not a value of a table property: {reader.TokenType} {type}"),
    };

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        // The service sets both; a null property is one that is not there.
        if (value == null || name is TableEntity.TimestampKey or TableEntity.ETagKey or "ETag")
        {
            return;
        }

        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case long number:
                WriteTyped(writer, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteString(name + TypeSuffix, "Edm.Double");
                writer.WriteNumber(name, number);
                break;
            case double number:
                WriteTyped(writer, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                WriteTyped(writer, name, "Edm.DateTime", Format(instant));
                break;
            case DateTime { Kind: DateTimeKind.Utc } instant:
                WriteTyped(writer, name, "Edm.DateTime", Format(instant));
                break;
            case DateTime instant:
                throw new NotSupportedException($"DateTime {instant} has a Kind of {instant.Kind}; the service stores UTC only.");
            case Guid id:
                WriteTyped(writer, name, "Edm.Guid", id.ToString());
                break;
            case byte[] bytes:
                writer.WriteString(name + TypeSuffix, "Edm.Binary");
                writer.WriteBase64String(name, bytes);
                break;
            case BinaryData data:
                writer.WriteString(name + TypeSuffix, "Edm.Binary");
                writer.WriteBase64String(name, data);
                break;
            case Enum constant:
                writer.WriteString(name, constant.ToString());
                break;
            default:
                throw new NotSupportedException($"Table Storage has no type for {value.GetType()} (property {name}).");
        }
    }

    private static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static void WriteTyped(Utf8JsonWriter writer, string name, string type, string value)
    {
        writer.WriteString(name + TypeSuffix, type);
        writer.WriteString(name, value);
    }
}
