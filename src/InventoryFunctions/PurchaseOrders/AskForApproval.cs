using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Events;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Asks somebody to decide a purchase order (parity B5). How they are reached is the notifications' business, as is the link.</summary>
public sealed class AskForApproval(PurchaseOrderStore orders, IEventBus bus, TimeProvider clock)
{
    /// <summary>
    /// Publishes <c>approval-requested</c>, at least once and with the same id each time; the quantity is the present one. Nobody is asked about an order
    /// that is decided or over.
    /// </summary>
    [Function(nameof(AskForApproval))]
    public async Task RunAsync([ActivityTrigger] ApprovalRequest request, CancellationToken cancellationToken)
    {
        if (await orders.FindReadableAsync(request.PurchaseOrderId, cancellationToken) is not { IsOpen: true } order || clock.GetUtcNow() >= order.ExpiresAt)
        {
            return;
        }

        ApprovalCall call = request.Call;
        ApprovalRequested asked = new(order.PurchaseOrderId, order.ProductId, order.Quantity, order.Version, call.Kind, call.Number, order.ExpiresAt);
        await bus.PublishAsync([InventoryEvents.Create(IdOf(request), call.At, asked)], cancellationToken);
    }

    private static string IdOf(ApprovalRequest request) =>
        FormattableString.Invariant($"{request.PurchaseOrderId}/{ApprovalRequestKinds.ToText(request.Call.Kind)}/{request.Call.Number}");
}
