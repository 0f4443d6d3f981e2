using InventoryFunctions.Api;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>The calls that show purchase orders.</summary>
public sealed class PurchaseOrderFunctions(ApiEndpoint api, PurchaseOrderStore orders)
{
    /// <summary><c>GET /purchase-orders</c>: purchase orders, newest first.</summary>
    [Function(nameof(ListPurchaseOrders))]
    public Task<IActionResult> ListPurchaseOrders(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "purchase-orders")] HttpRequest request) => api.RunAsync(request, async cancellation =>
    {
        QueryReader parameters = new(request);
        PurchaseOrderStatus? status = parameters.Choice<PurchaseOrderStatus>("status");
        PageRequest page = parameters.Page();
        parameters.Demand();
        ListPage<PurchaseOrder> list = await orders.ListAsync(status, page.Size, page.Continuation, cancellation);
        return ApiResult.Page<PurchaseOrderView>([.. list.Items.Select(order => new PurchaseOrderView(order))], list.Continuation);
    });

    /// <summary><c>GET /purchase-orders/{purchaseOrderId}</c>: one of them.</summary>
    [Function(nameof(GetPurchaseOrder))]
    public Task<IActionResult> GetPurchaseOrder(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "purchase-orders/{purchaseOrderId}")] HttpRequest request, string purchaseOrderId) =>
        api.RunAsync(request, async cancellation => ApiResult.Ok(new PurchaseOrderView(
            await orders.FindAsync(purchaseOrderId, cancellation) ?? throw new ApiException(ApiProblem.NotFound($"There is no purchase order {purchaseOrderId}.")))));
}
