using System.Buffers;
using System.Text.Json;
using Azure.Messaging;

namespace InventoryFunctions.Events;

/// <summary>Cuts events into JSON texts of a limited size, in the order given: one event stands alone, several in an array.</summary>
internal static class EventBatch
{
    /// <summary>The bytes of one event's JSON.</summary>
    /// <exception cref="EventTooLargeException">More than <paramref name="maxBytes"/>.</exception>
    public static byte[] Write(CloudEvent written, int maxBytes)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(written);
        return json.Length <= maxBytes ? json : throw new EventTooLargeException(written, json.Length, maxBytes);
    }

    /// <summary>Runs of entries that make up at most <paramref name="maxBytes"/> as a JSON array each.</summary>
    public static IEnumerable<List<T>> Cut<T>(IEnumerable<T> entries, Func<T, int> bytesOf, int maxBytes)
    {
        const int Brackets = 2;
        const int Comma = 1;
        List<T> run = [];
        int bytes = Brackets;
        foreach (T entry in entries)
        {
            int more = bytesOf(entry) + Comma;
            if (run.Count > 0 && bytes + more > maxBytes)
            {
                yield return run;
                run = [];
                bytes = Brackets;
            }

            run.Add(entry);
            bytes += more;
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    /// <summary>The JSON text of a run: the event itself, or an array of several.</summary>
    public static BinaryData Join(IReadOnlyList<byte[]> run)
    {
        if (run.Count == 1)
        {
            return new BinaryData(run[0]);
        }

        ArrayBufferWriter<byte> text = new(run.Sum(entry => entry.Length + 1) + 1);
        for (int i = 0; i < run.Count; i++)
        {
            text.Write(i == 0 ? "["u8 : ","u8);
            text.Write(run[i]);
        }

        text.Write("]"u8);
        return new BinaryData(text.WrittenMemory);
    }
}
