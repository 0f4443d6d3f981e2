using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>How the original does it (parity B4, D1): read, check, then stock and reservation side by side and without a condition.</summary>
internal sealed class UnconditionalReserving(TableServiceClient tables) : HotItemRun(tables)
{
    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    protected override async Task<bool> TryReserveAsync(string orderId, CancellationToken cancellationToken)
    {
        string partition = InventoryKeys.Partition(Shards.Of(ItemId, Shards.DefaultCount));
        TableEntity item = await _table.GetEntityAsync<TableEntity>(partition, InventoryKeys.ItemRow(ItemId), cancellationToken: cancellationToken);
        int stock = item.GetInt32("Stock")!.Value;
        if (stock < 1)
        {
            return false;
        }

        await Task.WhenAll(
            _table.UpdateEntityAsync(new TableEntity(partition, item.RowKey) { ["Stock"] = stock - 1 }, ETag.All, cancellationToken: cancellationToken),
            _table.AddEntityAsync(new TableEntity(partition, $"original:{ItemId}:{orderId}") { ["Quantity"] = 1 }, cancellationToken));
        return true;
    }
}
