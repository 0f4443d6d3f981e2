using InventoryFunctions.Api;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Inventory;
using InventoryFunctions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Takes in the purchase orders that people ask for.</summary>
public sealed class PurchaseOrderIntake(
    PurchaseOrderStore orders, InventoryStore inventory, PurchaseOrderWorkflows workflows, TimeProvider clock, ILogger<PurchaseOrderIntake> logger)
{
    /// <summary>
    /// Opens a purchase order for the product, or adds to the open one. The same request again changes nothing and gets the same answer, with the order as it
    /// is by then.
    /// </summary>
    /// <returns>The order, and whether it was this request that opened it.</returns>
    /// <exception cref="ApiException">404: there is no such item. 409: what is stored of it is not sound, the request's id is that of another one, or
    /// the open order can't hold as much.</exception>
    public async Task<(PurchaseOrder Order, bool Opens)> RequestAsync(DurableTaskClient client, NewPurchaseOrder asked, CancellationToken cancellationToken)
    {
        PurchaseRequest request = asked.ToRequest(asked.RequestId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"));
        if (asked.RequestId is null || !await orders.HasRequestAsync(request, cancellationToken))
        {
            // What counted before keeps its answer, whatever became of the item.
            await CheckItemAsync(request.ProductId, cancellationToken);
        }

        PurchaseRequestAnswer answer = await orders.RequestAsync(request, cancellationToken);
        if (answer.Exceeds)
        {
            throw new ApiException(ApiProblem.Conflict(FormattableString.Invariant(
                $"The open purchase order of {asked.ProductId} may hold {ItemRules.MaxQuantity:N0} pieces at most, and {asked.Quantity:N0} more would be too many. Nothing was changed.")));
        }

        if (asked.RequestId is not null && !await orders.IsRequestAsync(request, cancellationToken))
        {
            throw new ApiException(ApiProblem.Conflict(
                $"There is a request {asked.RequestId} with other content already; nothing is changed. Send a new request under an id of its own."));
        }

        PurchaseOrder order = answer.PurchaseOrderId is { } id && await orders.FindAsync(id, cancellationToken) is { } found
            ? found
            : throw new ApiException(ApiProblem.NotFound($"The purchase order of request {asked.RequestId} was removed: its time was over."));
        if (answer.Opens)
        {
            await TryStartAsync(client, order, cancellationToken);
        }

        return (order, answer.Opens);
    }

    private async Task CheckItemAsync(string productId, CancellationToken cancellationToken)
    {
        ItemLookup item = await inventory.LookUpAsync(productId, cancellationToken);
        if (item.Stored is null)
        {
            throw item.Unreadable is { } row ? ItemProblems.Unreadable(row) : ItemProblems.NotFound(productId);
        }
    }

    private async Task TryStartAsync(DurableTaskClient client, PurchaseOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.StartAsync(client, order.PurchaseOrderId, cancellationToken);
        }
#pragma warning disable CA1031 // The order is there; the sweep starts what asks for its decision.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.NotStarted(failure, order.PurchaseOrderId);
        }
    }
}
