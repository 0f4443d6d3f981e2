namespace InventoryFunctions.Storage;

/// <summary>A page of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Continuation">Opaque: where the next page begins, or null where the list ends here.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Continuation)
{
    /// <summary>Rows met on the way that are no sound entries.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}
