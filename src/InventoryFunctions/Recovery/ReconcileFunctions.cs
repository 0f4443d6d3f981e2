using InventoryFunctions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Recovery;

/// <summary>Compares the inventory with its record over HTTP.</summary>
public sealed class ReconcileFunctions(ApiEndpoint api, ReconcileStarter starter)
{
    private const string Route = "inventory/reconcile";

    /// <summary><c>POST /inventory/reconcile</c>: 202 with the job. It takes no body.</summary>
    [Function(nameof(ReconcileInventory))]
    public Task<IActionResult> ReconcileInventory(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient durable) =>
        api.RunAsync(request, async cancellation =>
        {
            string executionId = await starter.StartAsync(durable, cancellation);
            Uri statusUrl = request.LinkTo(Route, $"jobs/{executionId}");
            return ApiResult.Accepted(statusUrl, new JobWithReport(executionId, statusUrl, request.LinkTo(Route, $"jobs/{executionId}/report")));
        });
}
