using DurableTask.Core.History;
using InventoryFunctions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Workflows;

/// <summary>The calls under <c>/workflows</c>: what runs, ran, and how (parity B10).</summary>
public sealed class WorkflowFunctions(ApiEndpoint api, ILogger<WorkflowFunctions> logger)
{
    // What a key of Table Storage may not hold, besides control characters, and how long it may be: 1 KiB of UTF-16.
    private const string ForbiddenInKeys = "/\\#?";
    private const int MaxIdLength = 512;

    private static readonly Dictionary<string, OrchestrationRuntimeStatus> Statuses = new OrchestrationRuntimeStatus[]
    {
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    }.ToDictionary(status => status.ToString());

    /// <summary><c>GET /workflows?name&amp;status</c></summary>
    [Function(nameof(ListWorkflows))]
    public Task<IActionResult> ListWorkflows(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows")] HttpRequest request,
        [DurableClient] DurableTaskClient client) => api.RunAsync(request, async (query, cancellation) =>
    {
        string? name = query.Text("name");
        OrchestrationRuntimeStatus? status = query.Choice("status", Statuses);
        PageRequest page = query.Page();
        query.Demand();
        return ApiResult.Ok(await WorkflowList.ReadAsync(client, name, status, page, cancellation));
    });

    /// <summary><c>GET /workflows/{instanceId}</c></summary>
    [Function(nameof(GetWorkflow))]
    public Task<IActionResult> GetWorkflow(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "workflows/{instanceId}")] HttpRequest request,
        string instanceId,
        [DurableClient] DurableTaskClient client) => api.RunAsync(request, async cancellation =>
    {
        // Engines on Table Storage fail on such an id rather than say that there is none.
        OrchestrationMetadata instance = (IsKey(instanceId) ? await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) : null)
            ?? throw new ApiException(ApiProblem.NotFound($"There is no workflow {instanceId}."));
        return ApiResult.Ok(new WorkflowDetailsView(instance, await HistoryAsync(client, instanceId, cancellation)));
    });

    private static bool IsKey(string instanceId) =>
        instanceId.Length <= MaxIdLength && !instanceId.Any(character => char.IsControl(character) || ForbiddenInKeys.Contains(character));

    private async Task<IReadOnlyList<WorkflowStepView>?> HistoryAsync(DurableTaskClient client, string instanceId, CancellationToken cancellation)
    {
        try
        {
            IList<HistoryEvent> history = await client.GetOrchestrationHistoryAsync(instanceId, cancellation);
            return [.. history.Select(WorkflowStepView.Of)];
        }
#pragma warning disable CA1031 // Which exception says "not offered" is each engine's own; the status is worth showing without the history.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.HistoryMissing(failure, instanceId);
            return null;
        }
    }
}
