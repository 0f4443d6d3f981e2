using InventoryFunctions.Api;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Workflows;

/// <summary>Lists orchestrations. Engines can't be asked for an orchestrator's name, so that is sifted here.</summary>
internal static class WorkflowList
{
    // So many engine pages are looked through for one answer; a page may then be short, and its continuation goes on.
    private const int MaxPagesRead = 20;

    /// <exception cref="ApiException">400: the continuation is none of this list.</exception>
    public static async Task<ApiPage<WorkflowView>> ReadAsync(
        DurableTaskClient client, string? name, OrchestrationRuntimeStatus? status, PageRequest page, CancellationToken cancellation)
    {
        OrchestrationQuery query = new() { Statuses = status is { } asked ? [asked] : null, PageSize = page.Size };
        List<WorkflowView> found = [];
        string list = $"workflows {name} {status}";
        string? place = Continuation.Decode<string>(list, page.Continuation);
        for (int read = 0; read < MaxPagesRead; read++)
        {
            Page<OrchestrationMetadata>? next = await NextAsync(client, query, place, page.Size - found.Count, cancellation);
            found.AddRange(next?.Values.Where(instance => name is null || instance.Name == name).Select(instance => new WorkflowView(instance)) ?? []);
            place = string.IsNullOrEmpty(next?.ContinuationToken) ? null : next.ContinuationToken;
            if (place is null || found.Count == page.Size)
            {
                break;
            }
        }

        return new ApiPage<WorkflowView>(found, place is null ? null : Continuation.Encode(list, place));
    }

    private static async Task<Page<OrchestrationMetadata>?> NextAsync(
        DurableTaskClient client, OrchestrationQuery query, string? place, int size, CancellationToken cancellation)
    {
        try
        {
            await foreach (Page<OrchestrationMetadata> page in client.GetAllInstancesAsync(query).AsPages(place, size).WithCancellation(cancellation))
            {
                return page;
            }

            return null;
        }
        catch (Exception malformed) when (place is not null && malformed is FormatException or ArgumentException)
        {
            throw Continuation.Malformed();
        }
    }
}
