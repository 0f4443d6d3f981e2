using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;

namespace InventoryFunctions.Recovery;

/// <summary>What runs restores, and what says what they would do. Where one failed, the next restore frees what it held.</summary>
public sealed class RestoreJobs : IJobWorkflow
{
    /// <inheritdoc />
    public bool Runs(JobKind kind) => kind is JobKind.Restore or JobKind.RestoreDryRun;

    /// <inheritdoc />
    public string InstanceIdOf(string executionId) => RestoreInput.InstanceIdOf(executionId);
}
