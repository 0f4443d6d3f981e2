using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Jobs;

/// <summary>Which job records to list; null asks nothing.</summary>
public sealed record JobQuery
{
    /// <summary>First written at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>First written before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of this status.</summary>
    public JobStatus? Status { get; init; }
}
