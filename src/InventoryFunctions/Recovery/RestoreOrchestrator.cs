using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Recovery;

/// <summary>The order of a restore's steps: the cursors, each shard until it is done, job COMPLETED or FAILED.</summary>
/// <remarks>Changing the order or the names of the steps breaks restores that are under way.</remarks>
public static class RestoreOrchestrator
{
    /// <summary>The orchestrator.</summary>
    [Function(nameof(RestoreOrchestrator))]
    public static async Task<RestoreProgress?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RestoreInput restore = context.GetInput<RestoreInput>() ?? throw new InvalidOperationException("A restore needs its input.");
        try
        {
            RestoreProgress? end = null;
            if (await context.CallActivityAsync<bool>(nameof(RestoreActivities.BeginRestore), restore, StepRetries.AFewTimes))
            {
                end = await RestoreAsync(context, restore);
            }

            await context.CallActivityAsync(nameof(RestoreActivities.EndRestore), new RestoreEnd(restore.ExecutionId, end?.Counts, null), StepRetries.ForTenMinutes);
            return end;
        }
        catch (TaskFailedException failure)
        {
            RestoreEnd failed = new(restore.ExecutionId, null, failure.FailureDetails.ErrorMessage);
            await context.CallActivityAsync(nameof(RestoreActivities.EndRestore), failed, StepRetries.ForTenMinutes);
            throw;
        }
    }

    private static Task<RestoreProgress> RestoreAsync(TaskOrchestrationContext context, RestoreInput restore) => ShardByShard.RunAsync(
        context,
        new RestoreProgress(restore.ExecutionId, 0, restore.ShardCount, RestoreCounts.None),
        Enumerable.Range(0, restore.ShardCount),
        shard => RestoreShardAsync(context, new ShardToRestore(restore.ExecutionId, restore.AsOf, restore.DryRun, shard)),
        nameof(RestoreActivities.ReportRestore));

    private static async Task<RestoreCounts> RestoreShardAsync(TaskOrchestrationContext context, ShardToRestore shard)
    {
        while (true)
        {
            RestoredShard restored = await context.CallActivityAsync<RestoredShard>(nameof(RestoreActivities.RestoreShard), shard, StepRetries.AFewTimes);
            if (restored.IsDone)
            {
                return restored.Counts;
            }
        }
    }
}
