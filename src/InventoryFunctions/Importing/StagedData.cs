using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventoryFunctions.Importing;

/// <summary>Rows and errors as the bytes of one binary property: Brotli over JSON. Staging lives for minutes, so the format may change.</summary>
internal static class StagedData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Pack<T>(IReadOnlyList<T> values)
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, values, Json);
        }

        return packed.ToArray();
    }

    public static IReadOnlyList<T> Unpack<T>(byte[] packed)
    {
        using BrotliStream brotli = new(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<IReadOnlyList<T>>(brotli, Json) ?? [];
    }
}
