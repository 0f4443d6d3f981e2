using InventoryFunctions.Api;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Recovery;

/// <summary><c>GET /jobs/{executionId}/report</c>: what a restore did, or a reconciliation found, item by item.</summary>
public sealed class JobReportFunctions(ApiEndpoint api, JobStore jobs, RestoreReport restored, ReconcileReport reconciled)
{
    /// <summary>
    /// Of a restore each item that changed since the moment asked for, of which <c>action</c> chooses; of a reconciliation each difference, of which
    /// <c>kind</c> chooses. Other jobs have no entries.
    /// </summary>
    [Function(nameof(ListJobReport))]
    public Task<IActionResult> ListJobReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{executionId}/report")] HttpRequest request, string executionId) =>
        api.RunAsync(request, async (query, cancellation) =>
        {
            JobRecord job = await jobs.FindAsync(executionId, cancellation) ?? throw new ApiException(ApiProblem.NotFound($"There is no job {executionId}."));
            bool isReconciliation = job.Kind == JobKind.Reconcile;
            DriftKind? kind = isReconciliation ? query.Choice<DriftKind>("kind") : null;
            RestoreAction? action = isReconciliation ? null : query.Choice<RestoreAction>("action");
            PageRequest page = query.Page();
            query.Demand();
            if (isReconciliation)
            {
                ListPage<Drift> drifts = await reconciled.ListAsync(job.ExecutionId, kind, page.Size, page.Continuation, cancellation);
                return ApiResult.Page(drifts);
            }

            ListPage<ItemRestoration> items = await restored.ListAsync(job.ExecutionId, action, page.Size, page.Continuation, cancellation);
            return ApiResult.Page(items);
        });
}
