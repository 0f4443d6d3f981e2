using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>One shard of an import: the input of <see cref="ImportActivities.ApplyImportShard"/>.</summary>
/// <param name="ExecutionId">The import.</param>
/// <param name="Mode">What the stock column means.</param>
/// <param name="DryRun">Only say what would happen.</param>
/// <param name="Shard">The shard.</param>
public sealed record ImportShard(string ExecutionId, ImportMode Mode, bool DryRun, int Shard);
