using System.Net;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Brings approved purchase orders into the stock: the item and the mark that it was done change in one transaction.</summary>
public sealed class StockPurchases(TableServiceClient tables, InventoryStore inventory, PurchaseOrderMetrics metrics, TimeProvider clock)
{
    private const int MaxAttempts = 100;

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>
    /// Adds the pieces of <paramref name="order"/>, which is approved, and puts the item in stock; where the item is gone or unreadable it records that, and
    /// stays with it. Done again, it changes nothing and answers the same.
    /// </summary>
    /// <exception cref="InvalidOperationException">Others changed the item all the time.</exception>
    /// <exception cref="RequestFailedException">Storage failed; whether it is done is not known, and the same again is safe.</exception>
    public async Task<PurchasedStock> AddAsync(PurchaseOrder order, CancellationToken cancellationToken)
    {
        int shard = inventory.ShardOf(order.ProductId);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ItemLookup item = await inventory.LookUpAsync(order.ProductId, cancellationToken);
            if (await TryAddAsync(order, shard, item, cancellationToken) is { } added)
            {
                return added;
            }

            if (await FindMarkAsync(shard, order.PurchaseOrderId, cancellationToken) is { } before)
            {
                return before;
            }
        }

        throw new InvalidOperationException(
            $"Item {order.ProductId} was changed by others during each of {MaxAttempts} attempts to add purchase order {order.PurchaseOrderId}.");
    }

    /// <summary>What it added; null where the item changed meanwhile, or it was done before.</summary>
    private async Task<PurchasedStock?> TryAddAsync(PurchaseOrder order, int shard, ItemLookup item, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (item.Stored is not { } stored)
        {
            PurchasedStock none = new(null, now, item.Unreadable is { } row
                ? $"Nothing was added: item {order.ProductId} is unreadable ({row.Rule})."
                : $"Nothing was added: there is no item {order.ProductId} any more.");
            return await TryMarkAsync(PurchaseMarkRow.Write(shard, order.PurchaseOrderId, none), cancellationToken) ? none : null;
        }

        StockPurchase purchase = StockPurchase.Of(stored.Item, order.Quantity, now);
        PurchasedStock added = new(purchase.Added, purchase.After.LastUpdated, purchase.Note);
        CommitResult result = await inventory.CommitAsync(
            shard,
            [new PlannedChange(stored, purchase.After)],
            new ChangeCause(ChangeCauseKind.PurchaseOrder, order.PurchaseOrderId),
            now,
            cancellationToken,
            new TableTransactionAction(TableTransactionActionType.Add, PurchaseMarkRow.Write(shard, order.PurchaseOrderId, added)));
        if (result is not CommitResult.Committed)
        {
            return null;
        }

        metrics.Added(purchase.Added);
        return added;
    }

    private async Task<bool> TryMarkAsync(TableEntity mark, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(mark, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == (int)HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private async Task<PurchasedStock?> FindMarkAsync(int shard, string purchaseOrderId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await _table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.Partition(shard), InventoryKeys.PurchaseRow(purchaseOrderId), cancellationToken: cancellationToken);
        return row.HasValue ? PurchaseMarkRow.Read(row.Value!) : null;
    }
}
