using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>A host that is stopped before any one step of an approval: the next one carries it out, and everything happens once.</summary>
public sealed class StoppedHostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("open:tv")]         // The order itself; the client asks again.
    [InlineData("settle:")]         // The decision; the person decides again.
    [InlineData("purchase:")]       // Stock and mark.
    [InlineData("SettledAt")]       // The record that all is done.
    [Trait("Parity", "B5")]
    public async Task Approval_HostStoppedBeforeAStep_IsCarriedOutOnceByTheNext(string step)
    {
        string account = azurite.NewAccount();
        object body = new { requestId = "r1", productId = "tv", quantity = 5 };
        await using (RunningOrders first = await RunningOrders.StartAsync(account))
        {
            await first.AddItemsAsync(BatchUpdates.Inventory.Item("tv", 10));
            await StopBeforeAsync(first, step, async () =>
            {
                await first.PostAsync("purchase-orders", body);
                await ApproveAsync(first);
            });
        }

        await using RunningOrders second = await RunningOrders.StartAsync(account);
        await second.PostAsync("purchase-orders", body);
        await ApproveAsync(second);
        PurchaseOrder order = await OnlyOrderAsync(second);
        await Eventually.HoldsAsync(async () => (order = await OnlyOrderAsync(second)).SettledAt is not null, "the order is settled");

        InventoryItem item = await second.ItemAsync("tv");
        Assert.Equal((15, 2L, 5), (item.Stock, item.Version, order.StockAdded));
        await second.Host.DurableTaskClient.WaitForInstanceCompletionAsync(PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId)).WaitAsync(Eventually.DefaultDeadline);
    }

    private static async Task ApproveAsync(RunningOrders app)
    {
        PurchaseOrder order = await OnlyOrderAsync(app);
        await app.Get<PurchaseOrderDecisions>().DecideAsync(
            app.Host.DurableTaskClient, order.PurchaseOrderId, new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, "me", null), default);
    }

    private static async Task<PurchaseOrder> OnlyOrderAsync(RunningOrders app) =>
        Assert.Single((await app.Get<PurchaseOrderStore>().ListAsync(null, 10, null, default)).Items);

    // The step is held up until the host has stopped, and then fails as if the connection was cut.
    private static async Task StopBeforeAsync(RunningOrders app, string step, Func<Task> act)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Traffic.Before = call => Writes(call, step) ? HoldAsync() : Task.CompletedTask;

        Task acting = act();
        await reached.Task.WaitAsync(Eventually.DefaultDeadline);
        await app.Host.StopAsync();
        stopped.SetResult();
        await Record.ExceptionAsync(() => acting);

        static bool Writes(StorageCall call, string row) =>
            call.Path.Contains("$batch", StringComparison.Ordinal) && Uri.UnescapeDataString(call.Body).Contains(row, StringComparison.Ordinal);

        async Task HoldAsync()
        {
            reached.TrySetResult();
            await stopped.Task;
            throw new IOException("The host is gone.");
        }
    }
}
