namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="BeginBatchUpdate"/> found.</summary>
public enum BatchUpdateBeginning
{
    /// <summary>The job is RUNNING.</summary>
    Begun,

    /// <summary>The job is RUNNING, and the inventory is empty.</summary>
    BegunWithoutItems,

    /// <summary>The run has ended before: this orchestration was started late, or again, and must not touch an item.</summary>
    EndedBefore,
}
