using InventoryFunctions.Api;
using InventoryFunctions.Domain.Recovery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Recovery;

/// <summary>Restores to an earlier moment over HTTP (parity A10).</summary>
public sealed class RestoreFunctions(ApiEndpoint api, RestoreStarter starter, JournalBeginning beginning, TimeProvider clock)
{
    private const string Route = "inventory/restore";

    /// <summary>
    /// <c>POST /inventory/restore</c>: 202 with the job. 400 where the moment is in the future, more than 35 days ago or before the journal began; 409 while
    /// another restore, a batch update or an import runs.
    /// </summary>
    [Function(nameof(RestoreInventory))]
    public Task<IActionResult> RestoreInventory(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient durable) =>
        api.RunAsync(request, async cancellation =>
        {
            RestoreRequest asked = await JsonBody.ReadAsync<RestoreRequest>(request, cancellation);
            DateTimeOffset asOf = asked.AsOf ?? throw new ApiException(ApiProblem.Invalid("asOf", UtcTime.Rule));
            if (RestoreMoment.Check(asOf, await beginning.ReadAsync(cancellation), clock.GetUtcNow()) is { } broken)
            {
                throw new ApiException(ApiProblem.Invalid("asOf", broken));
            }

            string executionId = await starter.StartAsync(asOf, asked.DryRun ?? false, durable, cancellation);
            Uri statusUrl = request.LinkTo(Route, $"jobs/{executionId}");
            return ApiResult.Accepted(statusUrl, new JobWithReport(executionId, statusUrl, request.LinkTo(Route, $"jobs/{executionId}/report")));
        });
}
