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
        return await ShardByShard.RunAsync(
            context,
            progress,
            import.Shards,
            shard => context.CallActivityAsync<ImportCounts>(
                nameof(ImportActivities.ApplyImportShard), new ImportShard(import.ExecutionId, import.Mode, import.DryRun, shard), StepRetries.AFewTimes),
            nameof(ImportActivities.ReportImport));
    }
}
