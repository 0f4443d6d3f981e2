using System.Text.Json.Serialization;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Continuation">What asks for the next page, or null at the end.</param>
/// <param name="Unreadable">Rows met on the way that are no sound entries; left out where there is none.</param>
public sealed record ApiPage<T>(
    IReadOnlyList<T> Items,
    string? Continuation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnreadableRow>? Unreadable = null);
