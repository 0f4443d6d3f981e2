namespace InventoryFunctions.Domain.Changes;

/// <summary>What kind of thing changed the inventory.</summary>
public enum ChangeCauseKind
{
    /// <summary>A person or program over HTTP.</summary>
    Request,

    /// <summary>The load of sample items.</summary>
    Samples,

    /// <summary>A scheduled or requested batch update; the id is its execution id.</summary>
    BatchUpdate,

    /// <summary>A CSV import; the id is its execution id.</summary>
    Import,
}
