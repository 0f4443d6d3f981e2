namespace InventoryFunctions.Domain.Recovery;

/// <summary>What a reconciliation found.</summary>
/// <param name="Items">Items that were compared: those there are, and those of which something is recorded.</param>
/// <param name="Drifting">Items among them that differ from their record.</param>
/// <param name="Drifts">Differences in all; an item may have several, and a change set that can't be read belongs to none.</param>
public sealed record ReconcileCounts(long Items, long Drifting, long Drifts)
{
    /// <summary>Nothing yet.</summary>
    public static ReconcileCounts None { get; } = new(0, 0, 0);

    /// <summary>Both together.</summary>
    public ReconcileCounts Plus(ReconcileCounts other) => new(Items + other.Items, Drifting + other.Drifting, Drifts + other.Drifts);
}
