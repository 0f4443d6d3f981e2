namespace InventoryFunctions.Api;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Size">The most items, 1 to <see cref="MaxSize"/>.</param>
/// <param name="Continuation">From the page before, or null for the first.</param>
public sealed record PageRequest(int Size, string? Continuation)
{
    /// <summary>The size where none is asked for. The default value is 100.</summary>
    public const int DefaultSize = 100;

    /// <summary>The largest page; also what Table Storage returns at most in one answer.</summary>
    public const int MaxSize = 1000;
}
