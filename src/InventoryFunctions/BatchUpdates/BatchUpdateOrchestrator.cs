using System.Runtime.ExceptionServices;
using InventoryFunctions.Domain.Jobs;
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
    // Pages that are read and committed at once. Table Storage takes 2,000 entities a second and partition; one page is one partition.
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
            if (input.Progress is null && await steps.BeginAsync())
            {
                await steps.LoadSampleItemsAsync();
            }

            IReadOnlyList<ShardCursor> left = await RestockAsync(steps, input);
            if (left.Count > 0)
            {
                context.ContinueAsNew(input with { Progress = new BatchUpdateProgress(left, steps.ItemsProcessed, steps.ItemsFailed) });
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

    // Answers what is left for the next generation. Where a page fails for good, the others at work are still waited for: the run is given free
    // once the job has ended, and nothing of it may be under way then.
    private static async Task<IReadOnlyList<ShardCursor>> RestockAsync(BatchUpdateSteps steps, BatchUpdateInput input)
    {
        Queue<ShardCursor> pending = new((input.Progress ?? BatchUpdateProgress.None(input.ShardCount)).Pending);
        List<Task<RestockedPage>> underWay = [];
        TaskFailedException? failure = null;
        int started = 0;
        while (true)
        {
            while (failure is null && underWay.Count < PagesAtOnce && started < input.PagesPerGeneration && pending.TryDequeue(out ShardCursor? next))
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
                if (page.NextItemId is not null)
                {
                    pending.Enqueue(new ShardCursor(page.Shard, page.NextItemId));
                }

                steps.PageEnded(page, shardsLeft: pending.Count + underWay.Count);
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

        return [.. pending];
    }
}
