namespace InventoryFunctions.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Continuation">What asks for the next page, or null at the end.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Continuation);
