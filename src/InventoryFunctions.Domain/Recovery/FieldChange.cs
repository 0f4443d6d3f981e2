namespace InventoryFunctions.Domain.Recovery;

/// <summary>One field of an item that changed.</summary>
/// <param name="Field">The field as the API writes it, e.g. <c>stock</c>.</param>
/// <param name="From">What it was, or null where the item did not exist or the field had no value.</param>
/// <param name="To">What it became, likewise.</param>
public sealed record FieldChange(string Field, object? From, object? To);
