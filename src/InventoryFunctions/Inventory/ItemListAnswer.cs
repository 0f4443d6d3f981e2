using System.Text.Json.Serialization;
using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Inventory;

/// <summary>A page of items as the API answers it.</summary>
/// <param name="Items">The items.</param>
/// <param name="Continuation">What asks for the next page, or null at the end.</param>
/// <param name="Unreadable">Rows met on the way that are no sound items; left out where there is none.</param>
public sealed record ItemListAnswer(
    IReadOnlyList<InventoryItem> Items,
    string? Continuation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnreadableEntry>? Unreadable);
