namespace InventoryFunctions.Importing;

/// <summary>Text that ends with an error where a row does not end: a parser holds a row as a whole, so that its length is what memory it takes.</summary>
internal sealed class RowLimitReader(TextReader text, int maxRowLength) : TextReader
{
    // What is read ahead belongs to later rows, so that it must be little; a parser that met a long row offers a large buffer ever after.
    private const int MaxReadAhead = 4096;

    private int read;

    /// <summary>Whether a row was longer than allowed.</summary>
    public bool IsExceeded => read > maxRowLength;

    /// <summary>The next row begins, give or take what the parser has in its buffer.</summary>
    public void BeginRow() => read = 0;

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        Count(await text.ReadAsync(buffer[..Math.Min(buffer.Length, MaxReadAhead)], cancellationToken));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) => Count(await text.ReadAsync(buffer.AsMemory(index, Math.Min(count, MaxReadAhead))));

    public override int Read(char[] buffer, int index, int count) => Count(text.Read(buffer, index, Math.Min(count, MaxReadAhead)));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int characters)
    {
        read += characters;
        return IsExceeded ? throw new InvalidDataException("A row does not end.") : characters;
    }
}
