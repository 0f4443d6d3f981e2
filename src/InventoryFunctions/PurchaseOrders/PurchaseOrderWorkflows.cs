using DurableTask.Core.Exceptions;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>The orchestrations of purchase orders: starts them, and tells them of decisions. One that runs already is left alone.</summary>
public sealed class PurchaseOrderWorkflows(PurchaseOrderStore orders, IOptions<PurchaseOrderOptions> options)
{
    /// <summary>The event that ends the wait for a decision. Its payload says which, for readers of the history.</summary>
    public const string PurchaseOrderDecided = nameof(PurchaseOrderDecided);

    /// <summary>The instance that asks for a decision and carries it out: <c>CreatePurchaseOrder_{purchaseOrderId}</c> (parity B5).</summary>
    public static string InstanceIdOf(string purchaseOrderId) => InstanceId.Of("CreatePurchaseOrder", purchaseOrderId);

    /// <summary>Tells the orchestration that the order is decided.</summary>
    public static Task TellAsync(DurableTaskClient client, string purchaseOrderId, PurchaseOrderStatus status, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(InstanceIdOf(purchaseOrderId), PurchaseOrderDecided, status.ToString(), cancellationToken);

    /// <summary>Starts the orchestration of a purchase order, unless everything about it is done, or it can't be read.</summary>
    /// <returns>Whether it was started.</returns>
    public async Task<bool> StartAsync(DurableTaskClient client, string purchaseOrderId, CancellationToken cancellationToken)
    {
        if (await orders.FindReadableAsync(purchaseOrderId, cancellationToken) is not { SettledAt: null } order)
        {
            return false;
        }

        ApprovalSchedule schedule = new(order.RequestedAt, order.ExpiresAt, options.Value.Remind, options.Value.Escalate);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CreatePurchaseOrderOrchestrator),
                new PurchaseOrderInput(purchaseOrderId, schedule),
                new StartOrchestrationOptions(InstanceIdOf(purchaseOrderId)),
                cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Not relied upon: workers before this exception start it anew, and every step stands being done again.
            return false;
        }
    }
}
