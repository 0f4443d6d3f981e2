using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What <see cref="AlertOnBatchUpdate"/> takes.</summary>
/// <param name="Job">The job as it ended.</param>
/// <param name="Environment">The environment's name, for the subject.</param>
public sealed record EndedBatchUpdate(JobRecord Job, string Environment);
