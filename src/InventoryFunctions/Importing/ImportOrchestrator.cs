using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Importing;

/// <summary>
/// The order of an import's steps: job RUNNING, each shard, job COMPLETED or FAILED, clean-up. A failed import keeps what is staged; sending
/// the file again starts this orchestration again, which goes on where it stopped.
/// </summary>
/// <remarks>Changing the order or the names of the steps breaks imports that are under way.</remarks>
public static class ImportOrchestrator
{
    private const int ParallelShards = 8;
    private const int ShardsBetweenReports = 16;

    /// <summary>The orchestrator.</summary>
    [Function(nameof(ImportOrchestrator))]
    public static async Task<ImportProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ImportManifest import = context.GetInput<ImportManifest>() ?? throw new InvalidOperationException("An import needs its manifest.");
        ImportProgress end;
        try
        {
            if (await context.CallActivityAsync<ImportCounts?>(nameof(ImportActivities.BeginImport), import, StepRetries.AFewTimes) is { } before)
            {
                end = new ImportProgress(import.ExecutionId, import.DryRun, import.Shards.Count, import.Shards.Count, before);
            }
            else
            {
                end = await ApplyAsync(context, import);
                await context.CallActivityAsync(nameof(ImportActivities.CompleteImport), new ImportEnd(import, end.Counts), StepRetries.ForTenMinutes);
            }
        }
        catch (TaskFailedException failure)
        {
            await context.CallActivityAsync(
                nameof(ImportActivities.FailImport), new ImportFailure(import.ExecutionId, failure.FailureDetails.ErrorMessage), StepRetries.ForTenMinutes);
            throw;
        }

        await context.CallActivityAsync(nameof(ImportActivities.CleanUpImport), import, StepRetries.ForTenMinutes);
        return end;
    }

    private static async Task<ImportProgress> ApplyAsync(TaskOrchestrationContext context, ImportManifest import)
    {
        ImportProgress progress = new(
            import.ExecutionId, import.DryRun, 0, import.Shards.Count, ImportCounts.None with { Refused = import.BrokenRows });
        context.SetCustomStatus(progress);
        await SideBySide.RunAsync(
            import.Shards,
            ParallelShards,
            shard => context.CallActivityAsync<ImportCounts>(
                nameof(ImportActivities.ApplyImportShard), new ImportShard(import.ExecutionId, import.Mode, import.DryRun, shard), StepRetries.AFewTimes),
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

    private static async Task ReportAsync(TaskOrchestrationContext context, ImportProgress progress)
    {
        try
        {
            await context.CallActivityAsync(nameof(ImportActivities.ReportImport), progress);
        }
        catch (TaskFailedException failure)
        {
            // A report is worth no import, and shards are under way.
            context.CreateReplaySafeLogger(nameof(ImportOrchestrator)).ReportFailed(failure, progress.ExecutionId);
        }
    }
}
