namespace InventoryFunctions.Importing;

/// <summary>Rows, or errors, on their way into one chunk: as many as fit its binary property of 64 KiB (Table Storage).</summary>
internal sealed class ChunkBuffer<T>(int maxCount, Func<T, int> sizeOf)
{
    // Before compression, so that it holds whatever the content; 4 KiB to spare.
    private const int MaxBytes = 60 * 1024;

    // UTF-8 takes up to 3 bytes a character; quotation marks and backslashes become two characters each.
    private const int BytesPerCharacter = 3;
    private const int BytesPerEntry = 256;

    private readonly List<T> entries = [];
    private int bytes;

    /// <summary>The number of the chunk that is being filled.</summary>
    public int Number { get; private set; }

    public bool IsEmpty => entries.Count == 0;

    /// <summary>The size to reckon with for entries with these texts.</summary>
    public static int Estimate(params ReadOnlySpan<string?> texts)
    {
        int characters = 0;
        foreach (string? text in texts)
        {
            characters += text?.Length ?? 0;
        }

        return BytesPerEntry + (BytesPerCharacter * characters);
    }

    /// <summary>Whether <paramref name="more"/> fit into this chunk, all of them.</summary>
    public bool HasRoomFor(IReadOnlyCollection<T> more) =>
        entries.Count + more.Count <= maxCount && bytes + more.Sum(sizeOf) <= MaxBytes;

    /// <summary>Takes <paramref name="entry"/>; false: it does not fit any more, <see cref="Take"/> the chunk first.</summary>
    public bool TryAdd(T entry)
    {
        int size = sizeOf(entry);
        if (entries.Count == maxCount || (entries.Count > 0 && bytes + size > MaxBytes))
        {
            return false;
        }

        entries.Add(entry);
        bytes += size;
        return true;
    }

    /// <summary>Hands out the chunk and begins the next one.</summary>
    public (int Number, byte[] Data) Take()
    {
        (int, byte[]) chunk = (Number++, StagedData.Pack(entries));
        entries.Clear();
        bytes = 0;
        return chunk;
    }
}
