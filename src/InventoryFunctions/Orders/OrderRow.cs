using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;

namespace InventoryFunctions.Orders;

/// <summary>A stage of an order as a row of table Orders: when, and JSON in as many text properties as it takes: Json0, Json1, …</summary>
internal static class OrderRow
{
    private const string JsonPrefix = "Json";
    private const string Time = nameof(Time);

    // A property holds 32 Ki characters (Table Storage). The JSON is ASCII, everything else escaped, so that no character is cut in two.
    private const int PropertyCharacters = 32 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TableEntity Write<T>(string stage, string orderId, T value, DateTimeOffset time)
    {
        TableEntity row = new(OrderKeys.Partition(orderId), stage + orderId) { [Time] = time };
        string json = JsonSerializer.Serialize(value, Options);
        for (int part = 0; part * PropertyCharacters < json.Length; part++)
        {
            int start = part * PropertyCharacters;
            row[Property(part)] = json[start..Math.Min(start + PropertyCharacters, json.Length)];
        }

        return row;
    }

    public static T Read<T>(TableEntity row) => JsonSerializer.Deserialize<T>(Json(row), Options)
        ?? throw new InvalidDataException($"Row {row.RowKey} of table {OrderStore.TableName} is empty.");

    public static DateTimeOffset ReadTime(TableEntity row) => row.GetDateTimeOffset(Time).GetValueOrDefault();

    /// <summary>About how many bytes the row takes in a transaction: at most six a character, and keys, names and headers.</summary>
    public static int Bytes(TableEntity row) => 2_048 + (6 * Json(row).Length);

    private static string Json(TableEntity row)
    {
        string json = "";
        for (int part = 0; row.GetString(Property(part)) is { } text; part++)
        {
            json += text;
        }

        return json;
    }

    private static string Property(int part) => string.Create(CultureInfo.InvariantCulture, $"{JsonPrefix}{part}");
}
