using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The steps that <see cref="BatchUpdateOrchestrator"/> puts in order: which activity, with what, and how often it is tried.</summary>
/// <remarks>Part of the orchestration, so just as deterministic: no clock, no settings, no storage.</remarks>
internal sealed class BatchUpdateSteps(TaskOrchestrationContext context, BatchUpdateInput input)
{
    // The job record is renewed once in so many pages: a write for each would cost more than it tells.
    private const int PagesPerReport = 4;

    // Storage that is briefly away is waited for: about a minute for a page, about ten for the end of the job.
    private static readonly TaskOptions StepOptions = Retry(attempts: 6, first: TimeSpan.FromSeconds(2), max: TimeSpan.FromSeconds(30));
    private static readonly TaskOptions EndOptions = Retry(attempts: 15, first: TimeSpan.FromSeconds(2), max: TimeSpan.FromMinutes(1));
    private static readonly TaskOptions AlertOptions = Retry(attempts: 3, first: TimeSpan.FromSeconds(5), max: TimeSpan.FromSeconds(30));

    private readonly ILogger _logger = context.CreateReplaySafeLogger(nameof(BatchUpdateOrchestrator));
    private readonly List<Task> _reports = [];
    private int _shardsDone = input.Progress is { } progress ? input.ShardCount - progress.ShardsLeft : 0;
    private int _pagesEnded;

    /// <summary>Items updated so far.</summary>
    public long ItemsProcessed { get; private set; } = input.Progress?.ItemsProcessed ?? 0;

    /// <summary>Items that could not be updated so far.</summary>
    public long ItemsFailed { get; private set; } = input.Progress?.ItemsFailed ?? 0;

    /// <summary>The job is RUNNING, unless its run has ended before.</summary>
    public Task<BatchUpdateBeginning> BeginAsync() => context.CallActivityAsync<BatchUpdateBeginning>(nameof(BeginBatchUpdate), input.ExecutionId, StepOptions);

    /// <summary>There are sample items (parity A4).</summary>
    public Task LoadSampleItemsAsync() =>
        context.CallActivityAsync(nameof(LoadSampleItems), new SampleItemsToLoad(input.ExecutionId, input.BatchSize), StepOptions);

    /// <summary>The first page of a range is restocked.</summary>
    public Task<RestockedPage> RestockPageAsync(ShardRange range) => context.CallActivityAsync<RestockedPage>(
        nameof(RestockPage),
        new PageToRestock(input.ExecutionId, input.Amount, input.BatchSize, range),
        StepOptions);

    /// <summary>Counts a page, shows it in the custom status, and now and then in the job record.</summary>
    public void PageEnded(RestockedPage page)
    {
        _shardsDone += page.ShardsEnded;
        ItemsProcessed += page.ItemsProcessed;
        ItemsFailed += page.ItemsFailed;
        context.SetCustomStatus(new BatchUpdateStatus(ItemsProcessed, ItemsFailed, _shardsDone, input.ShardCount));
        if (++_pagesEnded % PagesPerReport == 0)
        {
            BatchUpdateCounts counts = new(input.ExecutionId, ItemsProcessed, ItemsFailed);
            _reports.Add(NeverFailAsync(context.CallActivityAsync(nameof(ReportBatchUpdateProgress), counts)));
        }
    }

    /// <summary>No report of progress is under way any more.</summary>
    public Task ProgressReportedAsync() => Task.WhenAll(_reports);

    /// <summary>The job is COMPLETED, or FAILED with <paramref name="errorMessage"/>, and its run is free.</summary>
    public Task<JobRecord> EndAsync(string? errorMessage) => context.CallActivityAsync<JobRecord>(
        nameof(EndBatchUpdate), new BatchUpdateEnd(input.ExecutionId, ItemsProcessed, ItemsFailed, errorMessage), EndOptions);

    /// <summary>Metrics and alert are out, where that can be done; a failure of either never fails the job (parity A6 to A9).</summary>
    public async Task ReportAsync(JobRecord job)
    {
        if (job.Status == JobStatus.Completed)
        {
            await NeverFailAsync(context.CallActivityAsync(nameof(RecordBatchUpdateMetrics), job));
        }

        if (job.Status == JobStatus.Failed || job.ItemsFailed > 0)
        {
            await NeverFailAsync(context.CallActivityAsync(nameof(AlertOnBatchUpdate), new EndedBatchUpdate(job, input.Environment), AlertOptions));
        }
    }

    private static TaskOptions Retry(int attempts, TimeSpan first, TimeSpan max) =>
        TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, first, backoffCoefficient: 2, maxRetryInterval: max));

    private async Task NeverFailAsync(Task step)
    {
        try
        {
            await step;
        }
        catch (TaskFailedException failure)
        {
            _logger.SideStepFailed(failure, failure.TaskName, input.ExecutionId);
        }
    }
}
