using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>An import whose shards are all applied: the input of <see cref="ImportActivities.CompleteImport"/>.</summary>
/// <param name="Import">The import.</param>
/// <param name="Counts">What became of its rows.</param>
public sealed record ImportEnd(ImportManifest Import, ImportCounts Counts);
