using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Inventory;

/// <summary>What loading a set of sample items came to.</summary>
/// <param name="Created">The items that were missing and are there now.</param>
/// <param name="Existing">How many were there before and stayed as they are.</param>
public sealed record SamplesAnswer(IReadOnlyList<InventoryItem> Created, int Existing);
