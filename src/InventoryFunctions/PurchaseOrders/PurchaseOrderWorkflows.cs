using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>The orchestrations of purchase orders, as others see them.</summary>
public sealed class PurchaseOrderWorkflows
{
    /// <summary>The event that ends the wait for a decision. Its payload says which, for readers of the history.</summary>
    public const string PurchaseOrderDecided = nameof(PurchaseOrderDecided);

    /// <summary>The instance that asks for a decision and carries it out: <c>CreatePurchaseOrder_{purchaseOrderId}</c> (parity B5).</summary>
    public static string InstanceIdOf(string purchaseOrderId) => InstanceId.Of("CreatePurchaseOrder", purchaseOrderId);

    /// <summary>Tells the orchestration that the order is decided.</summary>
    public static Task TellAsync(DurableTaskClient client, string purchaseOrderId, PurchaseOrderStatus status, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(InstanceIdOf(purchaseOrderId), PurchaseOrderDecided, status.ToString(), cancellationToken);
}
