using InventoryFunctions.Domain.Inventory;

namespace InventoryFunctions.Domain.Changes;

/// <summary>One item before and after a change. No <see cref="Before"/>: created. No <see cref="After"/>: deleted.</summary>
/// <param name="Before">The item as it was.</param>
/// <param name="After">The item as it is now.</param>
public sealed record ItemChange(InventoryItem? Before, InventoryItem? After)
{
    /// <summary>The item's id.</summary>
    public string ItemId => (After ?? Before)?.ItemId ?? throw new InvalidOperationException("A change has a before or an after.");
}
