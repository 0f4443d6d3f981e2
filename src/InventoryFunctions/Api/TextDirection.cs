using System.Buffers;

namespace InventoryFunctions.Api;

/// <summary>
/// Characters that force the direction of text (UAX #9: embeddings, overrides, isolates). Within an id or a name they would make what stands around it read
/// another way, such as 50 as 05; letters of right-to-left scripts need none of them.
/// </summary>
internal static class TextDirection
{
    private static readonly SearchValues<char> Forcing = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The text without them, for somebody to read.</summary>
    public static string Unforced(string text) =>
        text.AsSpan().ContainsAny(Forcing) ? string.Concat(text.Where(character => !Forcing.Contains(character))) : text;
}
