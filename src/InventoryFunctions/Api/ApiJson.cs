using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Api;

/// <summary>How the API reads and writes JSON.</summary>
public static class ApiJson
{
    /// <summary>
    /// camelCase; times in UTC; numbers only as numbers; enums by name (stock status, job status and kinds of approval requests in their own words); unknown
    /// and repeated properties, and null where the type has none, are refused.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            // Served as application/json, never inside HTML: names stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new WordConverter<StockStatus>(StockStatusNames.ToText));
        options.Converters.Add(new WordConverter<JobStatus>(status => status.ToString().ToUpperInvariant()));
        options.Converters.Add(new WordConverter<ApprovalRequestKind>(ApprovalRequestKinds.ToText));
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
