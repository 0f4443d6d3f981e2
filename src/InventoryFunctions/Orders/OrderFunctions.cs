using InventoryFunctions.Api;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Orders;

/// <summary>The calls that take orders in and show them.</summary>
public sealed class OrderFunctions(ApiEndpoint api, OrderIntake intake, OrderStore orders, SampleOrders samples)
{
    /// <summary><c>POST /orders</c>: takes an order in; it is decided by and by.</summary>
    [Function(nameof(PlaceOrder))]
    public Task<IActionResult> PlaceOrder([HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders")] HttpRequest request) =>
        api.RunAsync(request, async cancellation =>
        {
            string id = intake.NewOrderId();
            NewOrderReceived asked = await JsonBody.ReadAsync<NewOrderReceived>(request, cancellation, check: body => OrderRules.Check(WithId(body)));
            return await ReceiveAsync(request, "orders", Order.From(WithId(asked)), cancellation);

            NewOrderReceived WithId(NewOrderReceived order) => order with { OrderId = order.OrderId ?? id };
        });

    /// <summary><c>POST /orders/sample</c>: takes in an order of 1 to 200 pieces of some product (parity B2).</summary>
    [Function(nameof(PlaceSampleOrder))]
    public Task<IActionResult> PlaceSampleOrder([HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/sample")] HttpRequest request) =>
        api.RunAsync(request, async cancellation => await samples.DrawAsync(intake.NewOrderId(), cancellation) is { } order
            ? await ReceiveAsync(request, "orders/sample", order, cancellation)
            : throw new ApiException(ApiProblem.Conflict("There is nothing in the inventory to order. POST /inventory/samples?set=management loads products.")));

    /// <summary><c>GET /orders/{orderId}</c>: an order as it stands.</summary>
    [Function(nameof(GetOrder))]
    public Task<IActionResult> GetOrder([HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{orderId}")] HttpRequest request, string orderId) =>
        api.RunAsync(request, async cancellation => ApiResult.Ok(new OrderView(
            await orders.FindAsync(orderId, cancellation) ?? throw new ApiException(ApiProblem.NotFound($"There is no order {orderId}.")))));

    private async Task<IActionResult> ReceiveAsync(HttpRequest request, string ownRoute, Order order, CancellationToken cancellation)
    {
        if (await intake.ReceiveAsync(order, cancellation) == OrderReception.OtherOrder)
        {
            throw new ApiException(ApiProblem.Conflict(
                $"There is an order {order.OrderId} with other content already; nothing is changed. Send a new order under an id of its own."));
        }

        Uri status = request.LinkTo(ownRoute, $"orders/{Uri.EscapeDataString(order.OrderId)}");
        return ApiResult.Accepted(status, new { orderId = order.OrderId, statusUrl = status });
    }
}
