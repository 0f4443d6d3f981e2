using InventoryFunctions.Api;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Recovery;

/// <summary><c>GET /inventory/{itemId}/history</c>.</summary>
public sealed class HistoryFunctions(ApiEndpoint api, ItemHistory history, InventoryStore store)
{
    /// <summary>Who changed the item, what, when and why, newest first; also of an item that was deleted. 404 where nothing is known of it.</summary>
    [Function(nameof(ListItemHistory))]
    public Task<IActionResult> ListItemHistory(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inventory/{itemId}/history")] HttpRequest request, string itemId) =>
        api.RunAsync(request, async (query, cancellation) =>
        {
            PageRequest page = query.Page();
            query.Demand();
            if (Identifiers.Check("itemId", itemId) is { } broken)
            {
                throw new ApiException(ApiProblem.Invalid([broken]));
            }

            ListPage<HistoryEntry> entries = await history.ReadAsync(itemId, page.Size, page.Continuation, cancellation);
            bool isAll = page.Continuation is null && entries.Continuation is null;
            if (isAll && entries.Items.Count == 0 && (await store.LookUpAsync(itemId, cancellation)).ETag is null)
            {
                throw new ApiException(ApiProblem.NotFound($"There is no item {itemId}, and nothing happened to one within the last 35 days."));
            }

            return ApiResult.Page(entries);
        });
}
