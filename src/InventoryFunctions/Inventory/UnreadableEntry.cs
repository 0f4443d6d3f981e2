namespace InventoryFunctions.Inventory;

/// <summary>A stored row that is no sound item, as the API tells of it.</summary>
/// <param name="ItemId">The item's id.</param>
/// <param name="Field">The field that breaks a rule.</param>
/// <param name="Rule">The rule, and what stands there instead.</param>
public sealed record UnreadableEntry(string ItemId, string Field, string Rule);
