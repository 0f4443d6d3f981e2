using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Bench.Batch;

/// <summary>
/// How the original updates (parity A3): a page of items, then one update per item, one after the other – but, unlike the original, page after page
/// to the end (parity D7). It writes only what the original writes.
/// </summary>
internal static class OriginalWay
{
    /// <summary>The original's <c>JobBatchSize</c> unless it is told otherwise (parity A1).</summary>
    private const int PageSize = 50;

    public static async Task RunAsync(TableServiceClient tables)
    {
        var table = tables.GetTableClient(InventoryStore.TableName);
        var executionId = Guid.NewGuid().ToString();
        var items = TableClient.CreateQueryFilter($"RowKey ge {InventoryKeys.ItemPrefix} and RowKey lt {"item;"}");
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(items, maxPerPage: PageSize).AsPages())
        {
            foreach (var item in page.Values)
            {
                var update = new TableEntity(item.PartitionKey, item.RowKey)
                {
                    ["Stock"] = item.GetInt32("Stock") + 10,
                    ["LastUpdated"] = TimeProvider.System.GetUtcNow(),
                    ["LastExecutionId"] = executionId,
                };
                await table.UpdateEntityAsync(update, ETag.All);
            }
        }
    }
}
