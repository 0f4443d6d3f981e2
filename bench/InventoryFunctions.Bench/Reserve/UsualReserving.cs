using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>
/// How it is usually done: read, check, write stock and reservation in one transaction on condition of the ETag, and start again where somebody was faster. It records
/// no change, so it writes less than ours.
/// </summary>
internal sealed class UsualReserving(TableServiceClient tables) : HotItemRun(tables)
{
    private const int PreconditionFailed = 412;

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    protected override async Task<bool> TryReserveAsync(string orderId, CancellationToken cancellationToken)
    {
        string partition = InventoryKeys.Partition(Shards.Of(ItemId, Shards.DefaultCount));
        while (true)
        {
            TableEntity item = await _table.GetEntityAsync<TableEntity>(partition, InventoryKeys.ItemRow(ItemId), cancellationToken: cancellationToken);
            int stock = item.GetInt32("Stock")!.Value;
            if (stock < 1)
            {
                return false;
            }

            try
            {
                await _table.SubmitTransactionAsync(
                    [
                        new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(partition, item.RowKey) { ["Stock"] = stock - 1 }, item.ETag),
                        new TableTransactionAction(
                            TableTransactionActionType.Add, new TableEntity(partition, $"usual:{ItemId}:{orderId}") { ["Quantity"] = 1 }),
                    ],
                    cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status == PreconditionFailed)
            {
                // At once: a random pause before the next attempt was measured and gains nothing.
            }
        }
    }
}
