namespace InventoryFunctions.Domain.Jobs;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>The scheduled inventory update (parity A3).</summary>
    BatchUpdate,

    /// <summary>A CSV import.</summary>
    Import,

    /// <summary>A CSV import that only says what it would do.</summary>
    ImportDryRun,

    /// <summary>A restore of the inventory to an earlier moment.</summary>
    Restore,

    /// <summary>A restore that only says what it would do.</summary>
    RestoreDryRun,

    /// <summary>A comparison of the inventory with its record.</summary>
    Reconcile,
}
