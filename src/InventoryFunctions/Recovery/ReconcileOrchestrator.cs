using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Recovery;

/// <summary>The order of a reconciliation's steps: each shard, range after range, then job COMPLETED or FAILED.</summary>
/// <remarks>Changing the order or the names of the steps breaks reconciliations that are under way.</remarks>
public static class ReconcileOrchestrator
{
    private const int ParallelShards = 8;
    private const int ShardsBetweenReports = 16;

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

    private static async Task<ReconcileProgress> CompareAsync(TaskOrchestrationContext context, ReconcileInput input)
    {
        ReconcileProgress progress = new(input.ExecutionId, 0, input.ShardCount, ReconcileCounts.None);
        await SideBySide.RunAsync(
            Enumerable.Range(0, input.ShardCount),
            ParallelShards,
            shard => CompareShardAsync(context, new PieceToReconcile(input.ExecutionId, input.Since, shard, null)),
            async (counts, allSucceeded) =>
            {
                progress = progress with { ShardsDone = progress.ShardsDone + 1, Counts = progress.Counts.Plus(counts) };
                context.SetCustomStatus(progress);
                if (allSucceeded && progress.ShardsDone % ShardsBetweenReports == 0 && progress.ShardsDone < progress.ShardsTotal)
                {
                    await ReportAsync(context, progress);
                }
            });
        return progress;
    }

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

    private static async Task ReportAsync(TaskOrchestrationContext context, ReconcileProgress progress)
    {
        try
        {
            await context.CallActivityAsync(nameof(ReconcileActivities.ReportReconcile), progress);
        }
        catch (TaskFailedException failure)
        {
            // A report is worth no reconciliation, and shards are under way.
            ILogger logger = context.CreateReplaySafeLogger(nameof(ReconcileOrchestrator));
            logger.ReconcileReportFailed(failure, progress.ExecutionId);
        }
    }
}
