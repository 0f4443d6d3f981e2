using Microsoft.DurableTask;

namespace InventoryFunctions.Workflows;

/// <summary>The shards of a job, some at once. Its progress is the orchestration's custom status, and now and then it is written to the job record.</summary>
/// <remarks>Part of the orchestrations that use it, so just as deterministic: changing when it reports breaks jobs that are under way.</remarks>
internal static class ShardByShard
{
    private const int ParallelShards = 8;
    private const int ShardsBetweenReports = 16;

    /// <summary>Does every shard, as <see cref="SideBySide"/> does its pieces.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="progress">The progress before the first shard.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="runAsync">Does one of them.</param>
    /// <param name="reportActivity">The activity that writes the progress to the job record; it is not tried again, and a failure of it fails nothing.</param>
    /// <returns>The progress after the last shard.</returns>
    /// <exception cref="TaskFailedException">The first shard's that failed.</exception>
    public static async Task<TProgress> RunAsync<TProgress, TCounts>(
        TaskOrchestrationContext context, TProgress progress, IEnumerable<int> shards, Func<int, Task<TCounts>> runAsync, string reportActivity)
        where TProgress : class, IShardProgress<TProgress, TCounts>
    {
        await SideBySide.RunAsync(
            shards,
            ParallelShards,
            runAsync,
            async (counts, allSucceeded) =>
            {
                progress = progress.WithShard(counts);
                context.SetCustomStatus(progress);
                if (allSucceeded && progress.ShardsDone % ShardsBetweenReports == 0 && progress.ShardsDone < progress.ShardsTotal)
                {
                    await ReportAsync(context, progress.ExecutionId, reportActivity, progress);
                }
            });
        return progress;
    }

    private static async Task ReportAsync(TaskOrchestrationContext context, string executionId, string reportActivity, object progress)
    {
        try
        {
            await context.CallActivityAsync(reportActivity, progress);
        }
        catch (TaskFailedException failure)
        {
            // A report is worth no job, and shards are under way.
            context.CreateReplaySafeLogger(context.Name).ProgressNotReported(failure, context.Name, executionId);
        }
    }
}
