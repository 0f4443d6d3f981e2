using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.BatchUpdates;

/// <summary>What a batch update does with one item.</summary>
public abstract record RestockOutcome
{
    private RestockOutcome()
    {
    }

    /// <summary>The item changes.</summary>
    /// <param name="Item">The item as it will be.</param>
    public sealed record Restocked(InventoryItem Item) : RestockOutcome;

    /// <summary>This execution has updated the item before: an earlier attempt got that far (parity D9).</summary>
    public sealed record AlreadyRestocked : RestockOutcome;

    /// <summary>The item can't be updated.</summary>
    /// <param name="Rule">The rule the update would break.</param>
    public sealed record Refused(BrokenRule Rule) : RestockOutcome;
}
