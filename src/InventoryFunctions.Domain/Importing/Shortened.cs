namespace InventoryFunctions.Domain.Importing;

/// <summary>Cells of a file as an error report shows them.</summary>
internal static class Shortened
{
    private const int MaxLength = 64;

    public static string Text(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
}
