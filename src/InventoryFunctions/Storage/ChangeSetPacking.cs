using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using InventoryFunctions.Domain.Changes;

namespace InventoryFunctions.Storage;

/// <summary>A change set as bytes: one byte that names the format, then Brotli over JSON.</summary>
internal static class ChangeSetPacking
{
    private const byte BrotliJson = 1;

    // The fastest level: a set of 99 items, some 50 KB of JSON, shrinks to about a tenth in well under a millisecond.
    private const int Quality = 1;
    private const int WindowBits = 16;

    // Letters beyond ASCII stay letters; nothing here is ever put into a page.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Pack(ChangeSet set)
    {
        // About what the set takes; most are small, and a large buffer for each would be more work than the set.
        ArrayBufferWriter<byte> json = new(512 + (640 * set.Items.Count) + (160 * set.Reservations.Count));
        using (Utf8JsonWriter writer = new(json, WriterOptions))
        {
            JsonSerializer.Serialize(writer, set, ChangeSetJson.Default.ChangeSet);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(1 + BrotliEncoder.GetMaxCompressedLength(json.WrittenCount));
        try
        {
            rented[0] = BrotliJson;
            return BrotliEncoder.TryCompress(json.WrittenSpan, rented.AsSpan(1), out int length, Quality, WindowBits)
                ? rented[..(1 + length)]
                : throw new InvalidOperationException("The change set could not be compressed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no change set.</exception>
    public static ChangeSet Unpack(byte[] packed)
    {
        if (packed is not [BrotliJson, ..])
        {
            throw new InvalidDataException("A change row is not in a format this version knows.");
        }

        using BrotliStream json = new(new MemoryStream(packed, 1, packed.Length - 1), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, ChangeSetJson.Default.ChangeSet)
            ?? throw new InvalidDataException("A change row holds no change set.");
    }
}
