using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>
/// What came of an approved purchase order, as a row beside the item: inserted in the transaction that changes the stock, so that it changes once.
/// </summary>
internal static class PurchaseMarkRow
{
    public static TableEntity Write(int shard, string purchaseOrderId, PurchasedStock stock)
    {
        TableEntity row = new(InventoryKeys.Partition(shard), InventoryKeys.PurchaseRow(purchaseOrderId))
        {
            [nameof(PurchasedStock.At)] = stock.At,
        };
        row.SetIfKnown(nameof(PurchasedStock.Added), stock.Added);
        row.SetIfKnown(nameof(PurchasedStock.Note), stock.Note);
        return row;
    }

    public static PurchasedStock Read(TableEntity row) => new(
        row.GetInt32(nameof(PurchasedStock.Added)),
        row.GetDateTimeOffset(nameof(PurchasedStock.At)).GetValueOrDefault(),
        row.GetString(nameof(PurchasedStock.Note)));
}
