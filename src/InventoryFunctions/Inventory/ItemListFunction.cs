using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Inventory;

/// <summary>All items: GET <c>/inventory</c>.</summary>
public sealed class ItemListFunction(ApiEndpoint api, InventoryStore store)
{
    private const string UpdatedBefore = "updatedBefore";

    /// <summary>
    /// A page of the items that were last updated at or after <c>updatedSince</c> and before <c>updatedBefore</c>, with <c>status</c> and <c>category</c>, each
    /// where given (parity A10, D11). With a range of last updates each page is in the order of the last update; without, the order is stable and means nothing.
    /// </summary>
    [Function(nameof(ListItems))]
    public Task<IActionResult> ListItems(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inventory")] HttpRequest request) => api.RunAsync(request, async (reader, cancellation) =>
    {
        ItemQuery query = new()
        {
            UpdatedSince = reader.Time("updatedSince"),
            UpdatedBefore = reader.Time(UpdatedBefore),
            Status = reader.Status("status"),
            Category = reader.Text("category"),
        };
        PageRequest page = reader.Page();
        if (query.UpdatedSince >= query.UpdatedBefore)
        {
            reader.Break(UpdatedBefore, "must be after updatedSince");
        }

        reader.Demand();
        return ApiResult.Ok(ToAnswer(await ListAsync(query, page, cancellation)));
    });

    private async Task<ItemListPage> ListAsync(ItemQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ListAsync(query, page.Size, page.Continuation, cancellationToken);
        }
        catch (FormatException)
        {
            throw Continuation.Malformed();
        }
    }

    private static ItemListAnswer ToAnswer(ItemListPage page) => new(
        page.Items,
        page.Continuation,
        page.Unreadable.Count == 0 ? null : [.. page.Unreadable.Select(row => new UnreadableEntry(row.ItemId, row.Rule.Field, row.Rule.Rule))]);
}
