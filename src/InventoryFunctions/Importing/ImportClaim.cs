using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>Which import a content belongs to.</summary>
/// <param name="Manifest">The import that received it first.</param>
/// <param name="CompletedAt">When that import came to its end, or null where it did not yet.</param>
/// <param name="Counts">What then had become of its rows.</param>
public sealed record ImportClaim(ImportManifest Manifest, DateTimeOffset? CompletedAt, ImportCounts? Counts)
{
    /// <summary>Whether the import came to its end.</summary>
    public bool IsCompleted => CompletedAt is not null;
}
