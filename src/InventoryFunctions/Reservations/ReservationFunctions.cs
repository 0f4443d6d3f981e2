using InventoryFunctions.Api;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Reservations;

/// <summary>Open reservations: GET <c>/reservations</c>.</summary>
public sealed class ReservationFunctions(ApiEndpoint api, ReservationStore store)
{
    private const string ProductId = "productId";

    /// <summary>A page of the open reservations, of product <c>productId</c> where given. The order is stable and means nothing.</summary>
    [Function(nameof(ListReservations))]
    public Task<IActionResult> ListReservations(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "reservations")] HttpRequest request) => api.RunAsync(request, async (reader, cancellation) =>
    {
        string? productId = reader.Text(ProductId);
        PageRequest page = reader.Page();
        if (productId is not null && Identifiers.Check(ProductId, productId) is { } broken)
        {
            reader.Break(broken.Field, broken.Rule);
        }

        reader.Demand();
        ListPage<Reservation> open = await store.ListOpenAsync(productId, page.Size, page.Continuation, cancellation);
        return ApiResult.Page(open, ReservationView.Of);
    });
}
