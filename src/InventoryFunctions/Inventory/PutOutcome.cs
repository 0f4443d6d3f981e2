using InventoryFunctions.Storage;

namespace InventoryFunctions.Inventory;

/// <summary>What a PUT came to.</summary>
/// <param name="Stored">The item as it is stored now.</param>
/// <param name="Created">Whether there was none before.</param>
public sealed record PutOutcome(StoredItem Stored, bool Created);
