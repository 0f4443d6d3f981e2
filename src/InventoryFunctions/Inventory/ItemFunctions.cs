using InventoryFunctions.Api;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Inventory;

/// <summary>One item: GET, PUT and DELETE <c>/inventory/{itemId}</c>.</summary>
public sealed class ItemFunctions(ApiEndpoint api, InventoryStore store, ItemEditor editor)
{
    private const string Route = "inventory/{itemId}";

    /// <summary>200 with the item and its ETag; 304 where If-None-Match names it; 404; 409 where the stored row is no sound item.</summary>
    [Function(nameof(GetItem))]
    public Task<IActionResult> GetItem(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string itemId) => api.RunAsync(request, async cancellation =>
    {
        DemandId(itemId);
        Preconditions conditions = Preconditions.Of(request);
        ItemLookup present = await store.LookUpAsync(itemId, cancellation);
        if (present.Unreadable is { } row)
        {
            throw ItemProblems.Unreadable(row);
        }

        StoredItem stored = present.Stored ?? throw ItemProblems.NotFound(itemId);
        if (!conditions.Hold(stored.ETag) && request.Headers.IfMatch.Count == 0)
        {
            return ApiResult.NotModified(stored.ETag);
        }

        conditions.Demand(stored.ETag);
        return ApiResult.Ok(stored.Item).WithETag(stored.ETag);
    });

    /// <summary>
    /// 201 (created) or 200 (replaced, or already so) with the item and its ETag; 400 with every broken rule; 412 where If-Match or If-None-Match does not
    /// hold. Without a condition the last one wins, and a change at the same time is no error.
    /// </summary>
    [Function(nameof(PutItem))]
    public Task<IActionResult> PutItem(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request, string itemId) => api.RunAsync(request, async cancellation =>
    {
        DemandId(itemId);
        Preconditions conditions = Preconditions.Of(request);
        ItemBody body = await JsonBody.ReadAsync<ItemBody>(request, cancellation, check: asked => asked.Check(itemId));
        PutOutcome outcome = await editor.PutAsync(itemId, body, conditions, CauseOf(request), cancellation);
        ApiResult answer = outcome.Created
            ? ApiResult.Created(request.LinkTo(OwnRoute(itemId), $"inventory/{Uri.EscapeDataString(itemId)}"), outcome.Stored.Item)
            : ApiResult.Ok(outcome.Stored.Item);
        return answer.WithETag(outcome.Stored.ETag);
    });

    /// <summary>204; 404; 409 where orders hold pieces of it; 412 where If-Match does not hold.</summary>
    [Function(nameof(DeleteItem))]
    public Task<IActionResult> DeleteItem(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Route)] HttpRequest request, string itemId) => api.RunAsync(request, async cancellation =>
    {
        DemandId(itemId);
        await editor.DeleteAsync(itemId, Preconditions.Of(request), CauseOf(request), cancellation);
        return ApiResult.NoContent();
    });

    private static string OwnRoute(string itemId) => $"inventory/{itemId}";

    private static ChangeCause CauseOf(HttpRequest request) => new(ChangeCauseKind.Request, request.HttpContext.TraceIdentifier);

    private static void DemandId(string itemId)
    {
        if (Identifiers.Check("itemId", itemId) is { } broken)
        {
            throw new ApiException(ApiProblem.Invalid([broken]));
        }
    }
}
