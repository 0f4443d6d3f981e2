using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.StockLevels;

/// <summary>What <see cref="CheckInventoryLevelOrchestrator"/> and its steps take.</summary>
/// <param name="ChangeId">The change set, 32 hex digits.</param>
/// <param name="Item">The item as the change left it.</param>
public sealed record LevelCheck(string ChangeId, InventoryItem Item);
