using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>What one row does to its item.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>The item is new.</summary>
    /// <param name="Item">The item as it will be.</param>
    public sealed record Created(InventoryItem Item) : ImportOutcome;

    /// <summary>The item changes.</summary>
    /// <param name="Item">The item as it will be.</param>
    public sealed record Changed(InventoryItem Item) : ImportOutcome;

    /// <summary>The item is as the row asks already.</summary>
    public sealed record Unchanged : ImportOutcome;

    /// <summary>The row can't be applied to the item as it is.</summary>
    /// <param name="Rule">The rule it would break.</param>
    public sealed record Refused(BrokenRule Rule) : ImportOutcome;
}
