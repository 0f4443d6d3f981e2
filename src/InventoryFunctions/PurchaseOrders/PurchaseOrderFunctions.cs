using InventoryFunctions.Api;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>The calls that show purchase orders and take in new ones.</summary>
public sealed class PurchaseOrderFunctions(ApiEndpoint api, PurchaseOrderStore orders, PurchaseOrderIntake intake)
{
    private const string Route = "purchase-orders";

    /// <summary><c>POST /purchase-orders</c>: 201 with the purchase order that it opens, 200 with the open one of the product that it adds to.</summary>
    [Function(nameof(RequestPurchaseOrder))]
    public Task<IActionResult> RequestPurchaseOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        api.RunAsync(request, async cancellation =>
        {
            NewPurchaseOrder asked = await JsonBody.ReadAsync<NewPurchaseOrder>(request, cancellation, check: body => body.Check());
            (PurchaseOrder order, bool opens) = await intake.RequestAsync(client, asked, cancellation);
            PurchaseOrderView view = new(order);
            return opens ? ApiResult.Created(request.LinkTo(Route, $"{Route}/{order.PurchaseOrderId}"), view) : ApiResult.Ok(view);
        });

    /// <summary><c>GET /purchase-orders</c>: purchase orders, newest first.</summary>
    [Function(nameof(ListPurchaseOrders))]
    public Task<IActionResult> ListPurchaseOrders(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request) => api.RunAsync(request, async (parameters, cancellation) =>
    {
        PurchaseOrderStatus? status = parameters.Choice<PurchaseOrderStatus>("status");
        PageRequest page = parameters.Page();
        parameters.Demand();
        ListPage<PurchaseOrder> list = await orders.ListAsync(status, page.Size, page.Continuation, cancellation);
        return ApiResult.Page(list, order => new PurchaseOrderView(order));
    });

    /// <summary><c>GET /purchase-orders/{purchaseOrderId}</c>: one of them.</summary>
    [Function(nameof(GetPurchaseOrder))]
    public Task<IActionResult> GetPurchaseOrder(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{purchaseOrderId}")] HttpRequest request, string purchaseOrderId) =>
        api.RunAsync(request, async cancellation => ApiResult.Ok(new PurchaseOrderView(
            await orders.FindAsync(purchaseOrderId, cancellation) ?? throw new ApiException(ApiProblem.NotFound($"There is no purchase order {purchaseOrderId}.")))));
}
