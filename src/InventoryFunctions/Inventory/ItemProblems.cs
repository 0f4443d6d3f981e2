using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Inventory;

/// <summary>Why a request about one item is refused.</summary>
internal static class ItemProblems
{
    public static ApiException NotFound(string itemId) => new(ApiProblem.NotFound($"There is no item {itemId}."));

    public static ApiException Unreadable(UnreadableItem row) => new(new ApiProblem(
        StatusCodes.Status409Conflict,
        $"Item {row.ItemId} is stored with data that is no sound item: {row.Rule}. PUT it to replace it, or DELETE it.",
        [row.Rule]));
}
