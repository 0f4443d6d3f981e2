using InventoryFunctions.Api;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Orders;

/// <summary>The calls that end what an order reserved. Doing the same again is a success that changes nothing.</summary>
public sealed class EndOrderFunctions(ApiEndpoint api, OrderEnder orders)
{
    /// <summary><c>POST /orders/{orderId}/confirm</c>: the pieces leave for good.</summary>
    [Function(nameof(ConfirmOrder))]
    public Task<IActionResult> ConfirmOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{orderId}/confirm")] HttpRequest request,
        string orderId,
        [DurableClient] DurableTaskClient client) => EndAsync(request, orderId, ReservationEnd.Confirm, "confirm", client);

    /// <summary><c>POST /orders/{orderId}/release</c>: the pieces go back to the stock.</summary>
    [Function(nameof(ReleaseOrder))]
    public Task<IActionResult> ReleaseOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{orderId}/release")] HttpRequest request,
        string orderId,
        [DurableClient] DurableTaskClient client) => EndAsync(request, orderId, ReservationEnd.Release, "release", client);

    private Task<IActionResult> EndAsync(HttpRequest request, string orderId, ReservationEnd end, string call, DurableTaskClient client) =>
        api.RunAsync(request, async cancellation =>
        {
            (OrderRecord order, bool isSettled) = await orders.EndAsync(client, orderId, end, cancellation)
                ?? throw new ApiException(ApiProblem.NotFound($"There is no order {orderId}."));
            bool isEndedSo = order.Status == OrderRecord.StatusAfter(end);
            if (isEndedSo && isSettled)
            {
                return ApiResult.Ok(new OrderView(order));
            }

            if (!isEndedSo && !order.IsOpen)
            {
                throw new ApiException(ApiProblem.Conflict(
                    $"Order {orderId} is {order.Status}; only an order that is {OrderStatus.Reserved} or {OrderStatus.PartiallyReserved} can be ended by {call}."));
            }

            // The orchestration takes its time, and goes on.
            string route = $"orders/{Uri.EscapeDataString(orderId)}";
            Uri status = request.LinkTo($"orders/{orderId}/{call}", route);
            return ApiResult.Accepted(status, new { orderId, statusUrl = status });
        });
}
