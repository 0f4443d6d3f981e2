using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Retention;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.PurchaseOrders;

public sealed class PurchaseOrderRetentionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Retention_AYearAfterTheDecision_RemovesWhatIsSettledWithItsMarkAndNothingElse()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("PurchaseOrders:ExpireAfter", "365.00:00:00"));
        await orders.App.AddItemsAsync([BatchUpdates.Inventory.Item("desk", 5), BatchUpdates.Inventory.Item("chair", 5)]);
        PurchaseOrder settled = await orders.OpenAsync();
        await orders.DecideAsync(settled.PurchaseOrderId, PurchaseOrderAction.Approve);
        await orders.SettledAsync(settled.PurchaseOrderId);
        PurchaseOrder unsettled = await orders.RequestAsync("o2", 1, "desk");
        await orders.DecideAsync(unsettled.PurchaseOrderId, PurchaseOrderAction.Approve);
        await orders.App.Get<StockPurchases>().AddAsync(await orders.OrderAsync(unsettled.PurchaseOrderId), default);
        PurchaseOrder open = await orders.RequestAsync("o3", 1, "chair");
        await orders.StopEngineAsync();

        orders.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(0, await RemoveAsync(orders.App));
        Assert.Equal(2, (await MarksAsync(orders.App)).Count);
        orders.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await RemoveAsync(orders.App));

        Assert.Equal(
            new[] { unsettled.PurchaseOrderId, open.PurchaseOrderId }.Order(),
            (await orders.Orders.ListAsync(null, 10, null, default)).Items.Select(order => order.PurchaseOrderId).Order());
        Assert.Equal(InventoryKeys.PurchaseRow(unsettled.PurchaseOrderId), Assert.Single(await MarksAsync(orders.App)));
        Assert.Equal(["open:chair", $"settle:{unsettled.PurchaseOrderId}"], (await Rows.KeysAsync(orders.App)).Where(key => !key.StartsWith("order:", StringComparison.Ordinal)));
        Assert.Equal(0, await RemoveAsync(orders.App));
        await orders.StartEngineAsync();
    }

    private static async Task<int> RemoveAsync(InventoryApp app) => (await app.Function<RetentionActivities>().RemoveExpired(
        new RetentionStep(RetentionKind.PurchaseOrders, app.Clock.GetUtcNow(), null), CancellationToken.None)).Removed;

    private static async Task<IReadOnlyList<string>> MarksAsync(InventoryApp app) =>
    [
        .. (await app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName).QueryAsync<TableEntity>().ToListAsync())
            .Select(row => row.RowKey).Where(key => key.StartsWith(InventoryKeys.PurchasePrefix, StringComparison.Ordinal)),
    ];
}
