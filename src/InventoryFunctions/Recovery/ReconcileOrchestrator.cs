using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Recovery;

/// <summary>The order of a reconciliation's steps: each shard, range after range, then job COMPLETED or FAILED.</summary>
/// <remarks>Changing the order or the names of the steps breaks reconciliations that are under way.</remarks>
public static class ReconcileOrchestrator
{
    /// <summary>The orchestrator.</summary>
    [Function(nameof(ReconcileOrchestrator))]
    public static async Task<ReconcileProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ReconcileInput input = context.GetInput<ReconcileInput>() ?? throw new InvalidOperationException("A reconciliation needs its input.");
        try
        {
            ReconcileProgress end = await CompareAsync(context, input);
            await context.CallActivityAsync(
                nameof(ReconcileActivities.EndReconcile), new ReconcileEnd(input.ExecutionId, end.Counts, null), StepRetries.ForTenMinutes);
            return end;
        }
        catch (TaskFailedException failure)
        {
            ReconcileEnd failed = new(input.ExecutionId, null, failure.FailureDetails.ErrorMessage);
            await context.CallActivityAsync(nameof(ReconcileActivities.EndReconcile), failed, StepRetries.ForTenMinutes);
            throw;
        }
    }

    private static Task<ReconcileProgress> CompareAsync(TaskOrchestrationContext context, ReconcileInput input) => ShardByShard.RunAsync(
        context,
        new ReconcileProgress(input.ExecutionId, 0, input.ShardCount, ReconcileCounts.None),
        Enumerable.Range(0, input.ShardCount),
        shard => CompareShardAsync(context, new PieceToReconcile(input.ExecutionId, input.Since, shard, null)),
        nameof(ReconcileActivities.ReportReconcile));

    private static async Task<ReconcileCounts> CompareShardAsync(TaskOrchestrationContext context, PieceToReconcile piece)
    {
        ReconcileCounts counts = ReconcileCounts.None;
        while (true)
        {
            ReconciledPiece compared = await context.CallActivityAsync<ReconciledPiece>(
                nameof(ReconcileActivities.ReconcileShard), piece, StepRetries.AFewTimes);
            counts = counts.Plus(compared.Counts);
            if (compared.Last is null)
            {
                return counts;
            }

            piece = piece with { AfterItemId = compared.Last };
        }
    }
}
