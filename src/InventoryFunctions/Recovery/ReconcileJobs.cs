using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;

namespace InventoryFunctions.Recovery;

/// <summary>What runs reconciliations.</summary>
public sealed class ReconcileJobs : IJobWorkflow
{
    /// <inheritdoc />
    public bool Runs(JobKind kind) => kind == JobKind.Reconcile;

    /// <inheritdoc />
    public string InstanceIdOf(string executionId) => ReconcileInput.InstanceIdOf(executionId);
}
