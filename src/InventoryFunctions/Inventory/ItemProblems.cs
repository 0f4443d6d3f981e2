using InventoryFunctions.Api;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Inventory;

/// <summary>Why a request about one item is refused.</summary>
internal static class ItemProblems
{
    public static ApiException NotFound(string itemId) => new(ApiProblem.NotFound($"There is no item {itemId}."));

    public static ApiException Reserved(string itemId, ListPage<Reservation> open)
    {
        string count = open switch
        {
            { Continuation: not null } => FormattableString.Invariant($"more than {open.Items.Count:N0} open reservations"),
            { Items.Count: 1 } => "1 open reservation",
            _ => FormattableString.Invariant($"{open.Items.Count:N0} open reservations"),
        };
        return new ApiException(ApiProblem.Conflict(
            $"Item {itemId} has {count}, one of them of order {open.Items[0].OrderId}. Confirm or release them, then delete it."));
    }

    public static ApiException Unreadable(UnreadableItem row) => new(new ApiProblem(
        StatusCodes.Status409Conflict,
        $"Item {row.ItemId} is stored with data that is no sound item: {row.Rule}. PUT it to replace it, or DELETE it.",
        [row.Rule]));
}
