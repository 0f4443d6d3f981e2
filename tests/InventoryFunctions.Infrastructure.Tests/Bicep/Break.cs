namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>Something broken on purpose, to see a rule fail: the first <paramref name="Old"/> in <paramref name="File"/> becomes <paramref name="New"/>.</summary>
public sealed record Break(string File, string Old, string New)
{
    /// <summary>Breaks the copy in <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidOperationException">The text is not there any more, so that nothing would be broken.</exception>
    public void Apply(string folder)
    {
        string path = Path.Combine(folder, File);
        string text = System.IO.File.ReadAllText(path).ReplaceLineEndings("\n");
        int place = text.IndexOf(Old, StringComparison.Ordinal);
        if (place < 0)
        {
            throw new InvalidOperationException($"{File} has no '{Old}' to break.");
        }

        System.IO.File.WriteAllText(path, string.Concat(text.AsSpan(0, place), New, text.AsSpan(place + Old.Length)));
    }
}
