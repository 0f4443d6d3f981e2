using InventoryFunctions.Domain.PurchaseOrders;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Decides purchase orders for people (parity B6, D6).</summary>
public sealed class PurchaseOrderDecisions(PurchaseOrderStore orders, ILogger<PurchaseOrderDecisions> logger)
{
    /// <summary>
    /// Records the decision, once, and then tells the orchestration that waits for it. Where that can't be told, the decision stands nevertheless, and the
    /// orchestration finds it by itself, within some minutes.
    /// </summary>
    /// <returns>
    /// <see cref="PurchaseOrderOutcome.Decided"/> where it was this decision; <see cref="PurchaseOrderOutcome.AlreadyDecided"/> with the first one's
    /// person and time; <see cref="PurchaseOrderOutcome.QuantityChanged"/>; <see cref="PurchaseOrderOutcome.Expired"/>; null where there is no such order.
    /// </returns>
    /// <exception cref="InvalidDataException">The purchase order is unreadable.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed; whether it is decided is not known, and deciding again is safe.</exception>
    public async Task<PurchaseOrderOutcome?> DecideAsync(
        DurableTaskClient client, string purchaseOrderId, PurchaseOrderDecision decision, CancellationToken cancellationToken)
    {
        PurchaseOrderOutcome? outcome = await orders.ApplyAsync(purchaseOrderId, new PurchaseOrderCommand.Decide(decision), cancellationToken);
        if (outcome is PurchaseOrderOutcome.Decided { Order: var order })
        {
            logger.Decided(order.PurchaseOrderId, order.ProductId, order.Status, order.DecidedBy);
            await TellAsync(client, order, cancellationToken);
        }

        return outcome;
    }

    private async Task TellAsync(DurableTaskClient client, PurchaseOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await PurchaseOrderWorkflows.TellAsync(client, order.PurchaseOrderId, order.Status, cancellationToken);
        }
#pragma warning disable CA1031 // The decision is recorded; the orchestration finds it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.NotTold(failure, order.PurchaseOrderId);
        }
    }
}
