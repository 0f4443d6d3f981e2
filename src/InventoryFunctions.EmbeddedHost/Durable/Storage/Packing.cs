using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>Turns values into compressed bytes, and bytes into the binary properties of a table row.</summary>
internal static class Packing
{
    /// <summary>A binary property holds at most 64 KiB (Table Storage limit).</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>An entity holds at most 1 MiB (Table Storage limit), which Azurite counts with binary as base64; some is left for other properties.</summary>
    public const int RowBytes = 11 * PropertyBytes;

    private const int BrotliWindow = 22;
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int WorthCompressing = 512;

    public static byte[] Pack<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var packed = new byte[1 + Math.Max(json.Length, BrotliEncoder.GetMaxCompressedLength(json.Length))];
        if (json.Length > WorthCompressing
            && BrotliEncoder.TryCompress(json, packed.AsSpan(1), out var length, quality: 1, BrotliWindow) && length < json.Length)
        {
            packed[0] = Brotli;
        }
        else
        {
            packed[0] = Plain;
            json.CopyTo(packed, 1);
            length = json.Length;
        }

        return packed[..(length + 1)];
    }

    public static T Unpack<T>(ReadOnlyMemory<byte> packed, JsonTypeInfo<T> type)
    {
        if (packed.Span[0] == Plain)
        {
            return JsonSerializer.Deserialize(packed.Span[1..], type)!;
        }

        using var compressed = new MemoryStream(packed[1..].ToArray());
        using var json = new BrotliStream(compressed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, type)!;
    }

    public static void Write(TableEntity row, ReadOnlySpan<byte> bytes)
    {
        for (var part = 0; part * PropertyBytes < bytes.Length; part++)
        {
            var start = part * PropertyBytes;
            row[Property(part)] = bytes[start..Math.Min(bytes.Length, start + PropertyBytes)].ToArray();
        }
    }

    public static void Read(TableEntity row, MemoryStream into)
    {
        for (var part = 0; row.GetBinary(Property(part)) is { } bytes; part++)
        {
            into.Write(bytes);
        }
    }

    private static string Property(int part) => $"D{part}";
}
