using System.Runtime.ExceptionServices;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.BatchUpdates;

/// <summary>
/// The scheduled inventory update (parity A3): job RUNNING, sample items where there are none, every page of every shard, job COMPLETED or FAILED,
/// metrics and alert.
/// </summary>
/// <remarks>
/// Deterministic: it holds the order of the steps and nothing else. Changing that order, an activity's name or the shape of what it takes and returns
/// breaks batch updates in flight: let the running one end before such a version is deployed.
/// </remarks>
public static class BatchUpdateOrchestrator
{
    // Pages that are read and committed at once: the shards are walked in so many ranges side by side. Table Storage takes 2,000 entities a second
    // and partition; no two ranges share one.
    private const int PagesAtOnce = 8;

    /// <summary>The orchestration. A job that throws is recorded as FAILED, and the error goes on to whoever waits for it (parity A8).</summary>
    [Function(nameof(BatchUpdateOrchestrator))]
    public static async Task<BatchUpdateResult?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        BatchUpdateInput input = context.GetInput<BatchUpdateInput>() ?? throw new InvalidOperationException("A batch update needs its input.");
        BatchUpdateSteps steps = new(context, input);
        JobRecord job;
        try
        {
            switch (input.Progress is null ? await steps.BeginAsync() : BatchUpdateBeginning.Begun)
            {
                case BatchUpdateBeginning.EndedBefore:
                    return null;
                case BatchUpdateBeginning.BegunWithoutItems:
                    await steps.LoadSampleItemsAsync();
                    break;
            }

            BatchUpdateProgress progress = await RestockAsync(steps, input.Progress ?? BatchUpdateProgress.None(input.ShardCount, PagesAtOnce), input);
            if (progress.Pending.Count > 0)
            {
                context.ContinueAsNew(input with { Progress = progress });
                return null;
            }

            job = await steps.EndAsync(errorMessage: null);
        }
        catch (TaskFailedException failure)
        {
            job = await steps.EndAsync(failure.FailureDetails.ErrorMessage);
            await steps.ReportAsync(job);
            throw;
        }

        await steps.ReportAsync(job);
        return new BatchUpdateResult(job.ExecutionId, job.ItemsProcessed, job.ItemsFailed, job.ExecutionTime ?? 0);
    }

    // Answers how far it came; what is left then is for the next generation. Where a page fails for good, the others at work are still waited for:
    // the run is given free once the job has ended, and nothing of it may be under way then.
    private static async Task<BatchUpdateProgress> RestockAsync(BatchUpdateSteps steps, BatchUpdateProgress progress, BatchUpdateInput input)
    {
        Queue<ShardRange> pending = new(progress.Pending);
        List<Task<RestockedPage>> underWay = [];
        TaskFailedException? failure = null;
        int started = 0;
        while (true)
        {
            while (failure is null && underWay.Count < PagesAtOnce && started < input.PagesPerGeneration && pending.TryDequeue(out ShardRange? next))
            {
                underWay.Add(steps.RestockPageAsync(next));
                started++;
            }

            if (underWay.Count == 0)
            {
                break;
            }

            Task<RestockedPage> ended = await Task.WhenAny(underWay);
            underWay.Remove(ended);
            try
            {
                RestockedPage page = await ended;
                if (page.Rest is { } rest)
                {
                    pending.Enqueue(rest);
                }

                steps.PageEnded(page);
            }
            catch (TaskFailedException failed)
            {
                failure ??= failed;
            }
        }

        await steps.ProgressReportedAsync();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return new BatchUpdateProgress([.. pending], steps.ItemsProcessed, steps.ItemsFailed);
    }
}
