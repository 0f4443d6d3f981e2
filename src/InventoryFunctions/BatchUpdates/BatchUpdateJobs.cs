using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.BatchUpdates;

/// <summary>What runs batch updates. As a rule <see cref="BatchUpdateScheduler"/> looks after them first, but its timer may be switched off.</summary>
public sealed class BatchUpdateJobs(BatchUpdateLedger ledger, BatchUpdateRuns runs) : IJobWorkflow
{
    /// <inheritdoc />
    public bool Runs(JobKind kind) => kind == JobKind.BatchUpdate;

    /// <inheritdoc />
    public string InstanceIdOf(string executionId) => BatchUpdateRun.InstanceIdOf(executionId);

    /// <inheritdoc />
    public async Task<bool> TryRecoverAsync(
        string executionId, OrchestrationMetadata? instance, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if ((await ledger.ReadAsync(cancellationToken)).Run is not { } run || run.Value.ExecutionId != executionId)
        {
            return false;
        }

        await runs.TryFreeAsync(durable, run, cancellationToken);
        return true;
    }
}
