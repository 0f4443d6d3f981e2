using InventoryFunctions.Api;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Jobs;

/// <summary>The calls under <c>/jobs</c>.</summary>
public sealed class JobFunctions(ApiEndpoint api, JobStore jobs, JobErrorStore errors, BatchUpdateStarter starter)
{
    // So many errors stand in the answer for one job; the rest are a call of their own.
    private const int ErrorsShown = 10;

    /// <summary><c>POST /jobs</c>: starts a batch update now.</summary>
    [Function(nameof(StartJob))]
    public Task<IActionResult> StartJob(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        api.RunAsync(request, async cancellation =>
        {
            JobRequest asked = await JsonBody.ReadOptionalAsync<JobRequest>(request, cancellation, check: body => body.Check()) ?? new JobRequest();
            return await starter.StartAsync(client, (int)(asked.Amount ?? Restock.DefaultAmount), cancellation) switch
            {
                BatchUpdateStart.Started started => Accepted(request, started.ExecutionId),
                BatchUpdateStart.AlreadyRunning { ExecutionId: { } running } => throw new ApiException(ApiProblem.Conflict(
                    $"Batch update {running} is running; only one runs at a time. See {StatusUrl(request, running)} and start again when it has ended.")),
                _ => throw new ApiException(ApiProblem.Conflict("Another batch update is just starting; only one runs at a time.")),
            };
        });

    /// <summary><c>GET /jobs</c>: job records, newest first.</summary>
    [Function(nameof(ListJobs))]
    public Task<IActionResult> ListJobs([HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request) =>
        api.RunAsync(request, async (parameters, cancellation) =>
        {
            JobQuery query = new()
            {
                From = parameters.Time("from"),
                To = parameters.Time("to"),
                Status = parameters.Choice("status", Enum.GetValues<JobStatus>().ToDictionary(status => status.ToString().ToUpperInvariant())),
            };
            PageRequest page = parameters.Page();
            if (query.From >= query.To)
            {
                parameters.Break("to", "must be after from");
            }

            parameters.Demand();
            ListPage<JobRecord> records = await jobs.ListAsync(query, page.Size, page.Continuation, cancellation);
            return ApiResult.Page(records, job => new JobView(job));
        });

    /// <summary><c>GET /jobs/{executionId}</c>: one job, with the first of its errors.</summary>
    [Function(nameof(GetJob))]
    public Task<IActionResult> GetJob([HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{executionId}")] HttpRequest request, string executionId) =>
        api.RunAsync(request, async cancellation =>
        {
            JobRecord job = await FindAsync(executionId, cancellation);
            ListPage<JobError> first = await errors.ListErrorsAsync(job.ExecutionId, ErrorsShown, null, cancellation);
            return ApiResult.Ok(new JobDetailsView(job, first.Items, ErrorsUrl(request, job.ExecutionId)));
        });

    /// <summary><c>GET /jobs/{executionId}/errors</c>: what the job could not do, and why.</summary>
    [Function(nameof(ListJobErrors))]
    public Task<IActionResult> ListJobErrors(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{executionId}/errors")] HttpRequest request, string executionId) =>
        api.RunAsync(request, async (parameters, cancellation) =>
        {
            PageRequest page = parameters.Page();
            parameters.Demand();
            JobRecord job = await FindAsync(executionId, cancellation);
            ListPage<JobError> list = await errors.ListErrorsAsync(job.ExecutionId, page.Size, page.Continuation, cancellation);
            return ApiResult.Page(list);
        });

    private static ApiResult Accepted(HttpRequest request, string executionId)
    {
        Uri status = StatusUrl(request, executionId);
        return ApiResult.Accepted(status, new { executionId, statusUrl = status });
    }

    private static Uri StatusUrl(HttpRequest request, string executionId) => request.LinkTo("jobs", $"jobs/{executionId}");

    private static Uri ErrorsUrl(HttpRequest request, string executionId) => request.LinkTo($"jobs/{executionId}", $"jobs/{executionId}/errors");

    private async Task<JobRecord> FindAsync(string executionId, CancellationToken cancellation) =>
        await jobs.FindAsync(executionId, cancellation) ?? throw new ApiException(ApiProblem.NotFound($"There is no job {executionId}."));
}
