using Azure.Data.Tables;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>The rows of purchase orders, as somebody finds or leaves them who goes past the app.</summary>
internal static class Rows
{
    public static TableClient Table(InventoryApp app) => app.Get<TableServiceClient>().GetTableClient(PurchaseOrderStore.TableName);

    /// <summary>Makes what is stored of an order one that nobody can read.</summary>
    public static async Task SpoilAsync(InventoryApp app, string purchaseOrderId)
    {
        TableEntity row = await Table(app).GetEntityAsync<TableEntity>(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OrderRow(purchaseOrderId));
        row[nameof(PurchaseOrderRow.Status)] = "nonsense";
        await Table(app).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    /// <summary>The keys of all rows, in the order of the table.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(InventoryApp app) =>
        [.. (await Table(app).QueryAsync<TableEntity>().ToListAsync()).Select(row => row.RowKey)];
}
