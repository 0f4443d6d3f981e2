using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>What stands under an item id before an import's row is applied.</summary>
/// <param name="Item">The item, or null.</param>
/// <param name="Obstacle">Why no row can be applied to what stands there, or null.</param>
public readonly record struct ImportTarget(InventoryItem? Item, BrokenRule? Obstacle = null);
