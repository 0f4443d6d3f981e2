using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>The orchestration of a purchase order while time passes, replayed at every step.</summary>
public sealed class ApprovalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly (string, string) Escalation = (PurchaseOrderOptions.Section + ":" + nameof(PurchaseOrderOptions.EscalationEmail), "boss@example.com");

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Order_Approved_AddsItsQuantityAndPutsTheItemInStock()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        await orders.App.ChangeAsync("tv", item => item with { Stock = 0, Status = StockStatus.OutOfStock });
        PurchaseOrder order = await orders.OpenAsync();
        orders.Clock.Advance(TimeSpan.FromHours(3));

        PurchaseOrderOutcome? outcome = await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);

        Assert.IsType<PurchaseOrderOutcome.Decided>(outcome);
        PurchaseOrder settled = await orders.SettledAsync(order.PurchaseOrderId);
        Assert.Equal(
            (PurchaseOrderStatus.Approved, "me", "because", order.RequestedAt.AddHours(3)), (settled.Status, settled.DecidedBy, settled.Comment, settled.DecidedAt));
        Assert.Equal((15, order.RequestedAt.AddHours(3), null), (settled.StockAdded, settled.StockAddedAt, settled.StockNote));
        InventoryItem item = (await orders.App.FindAsync("tv"))!;
        Assert.Equal((15, StockStatus.InStock), (item.Stock, item.Status));
        Assert.Empty(orders.Alerts());
    }

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Order_Rejected_EndsWithTheReasonAndWithoutStock()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();

        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Reject);

        PurchaseOrder settled = await orders.SettledAsync(order.PurchaseOrderId);
        Assert.Equal((PurchaseOrderStatus.Rejected, "because", null), (settled.Status, settled.Comment, settled.StockAdded));
        Assert.Equal(10, (await orders.App.FindAsync("tv"))!.Stock);
        Assert.Empty(orders.Alerts());
    }

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Order_NobodyDecides_RemindsEscalatesAndExpiresInTime()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, Escalation, ("PurchaseOrders:ExpireAfter", "4.00:00:00"));
        PurchaseOrder order = await orders.OpenAsync();

        orders.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await orders.AskedAsync(1);
        orders.Clock.Advance(TimeSpan.FromSeconds(1));
        await orders.AskedAsync(2);
        orders.Clock.Advance(TimeSpan.FromDays(1));
        await orders.AskedAsync(3);
        orders.Clock.Advance(TimeSpan.FromDays(1));
        IReadOnlyList<ApprovalRequested> asked = await orders.AskedAsync(5);
        orders.Clock.Advance(TimeSpan.FromDays(1));
        PurchaseOrder expired = await orders.SettledAsync(order.PurchaseOrderId);

        Assert.Equal(["Request 0", "Reminder 1", "Reminder 2", "Reminder 3", "Escalation 1"], asked.Select(each => $"{each.Kind} {each.Number}"));
        Assert.All(asked, each => Assert.Equal((order.PurchaseOrderId, "tv", 15, order.ExpiresAt), (each.PurchaseOrderId, each.ProductId, each.Quantity, each.ExpiresAt)));
        Assert.Equal((PurchaseOrderStatus.Expired, order.ExpiresAt, null), (expired.Status, expired.DecidedAt, expired.DecidedBy));
        Assert.Equal(10, (await orders.App.FindAsync("tv"))!.Stock);
        InventoryAlert alert = Assert.Single(orders.Alerts());
        Assert.Equal(("Purchase order expired", "tv"), (alert.Subject, alert.ProductId));
        Assert.Contains("over 15 of tv", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "D6")]
    public async Task Decide_OneSecondBeforeTheEnd_IsCarriedOut()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("PurchaseOrders:ExpireAfter", "12:00:00"));
        PurchaseOrder order = await orders.OpenAsync();
        orders.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));

        Assert.IsType<PurchaseOrderOutcome.Decided>(await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve));

        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Parity", "D6")]
    public async Task Decide_AtOrAfterTheEndThoughNoTimerFired_IsRefused(int seconds)
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("PurchaseOrders:ExpireAfter", "12:00:00"));
        PurchaseOrder order = await orders.OpenAsync();
        await orders.StopEngineAsync();
        orders.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(seconds));
        Assert.IsType<PurchaseOrderOutcome.Expired>(await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve));
        Assert.Equal(PurchaseOrderStatus.PendingApproval, (await orders.OrderAsync(order.PurchaseOrderId)).Status);

        await orders.StartEngineAsync();

        Assert.Equal(PurchaseOrderStatus.Expired, (await orders.SettledAsync(order.PurchaseOrderId)).Status);
        Assert.IsType<PurchaseOrderOutcome.Expired>(await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve));
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Reminder_AfterMoreRequests_ShowsTheNewQuantity()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await orders.RequestAsync("o2", 7);
        await orders.AskedAsync(1);

        orders.Clock.Advance(TimeSpan.FromDays(1));

        ApprovalRequested reminder = (await orders.AskedAsync(2))[1];
        Assert.Equal((22, 2), (reminder.Quantity, reminder.Version));
        PurchaseOrderOutcome? outcome = await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve, version: 1);
        Assert.Equal(22, Assert.IsType<PurchaseOrderOutcome.QuantityChanged>(outcome).Order.Quantity);
    }

    [Fact]
    public async Task Engine_RestartedWhileWaiting_GoesOnWaiting()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await orders.StopEngineAsync();
        orders.Clock.Advance(TimeSpan.FromDays(3.5));
        await orders.StartEngineAsync();

        IReadOnlyList<ApprovalRequested> asked = await orders.AskedAsync(2);
        await orders.StopEngineAsync();
        await orders.StartEngineAsync();
        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);

        // Of three reminders that were missed only the last came.
        Assert.Equal((ApprovalRequestKind.Reminder, 3), (asked[1].Kind, asked[1].Number));
        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
        await orders.AskedAsync(2);
    }

    [Fact]
    public async Task Order_RemindedVeryOften_GoesOnInAnotherGeneration()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("PurchaseOrders:RemindAfter", "00:01:00"));
        PurchaseOrder order = await orders.OpenAsync();
        for (int minute = 1; minute <= 45; minute++)
        {
            orders.Clock.Advance(TimeSpan.FromMinutes(1));
            await orders.IdleAsync(order.RequestedAt.AddMinutes(minute + 1));
        }

        Assert.Equal(Enumerable.Range(0, 46), (await orders.AskedAsync(46)).Select(each => each.Number));
        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);
        Assert.Equal(15, (await orders.SettledAsync(order.PurchaseOrderId)).StockAdded);
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Request_ComesWhenTheOrderIsOverAndNoTimerFired_OpensTheNextAndEndsTheFirst()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite, ("PurchaseOrders:ExpireAfter", "12:00:00"));
        PurchaseOrder first = await orders.OpenAsync();
        await orders.StopEngineAsync();
        orders.Clock.Advance(TimeSpan.FromHours(13));

        PurchaseOrder next = await orders.RequestAsync("o2", 7);
        await orders.StartEngineAsync();

        Assert.Equal((17, PurchaseOrderStatus.PendingApproval, orders.Clock.GetUtcNow()), (next.Quantity, next.Status, next.RequestedAt));
        PurchaseOrder over = await orders.SettledAsync(first.PurchaseOrderId);
        Assert.Equal((PurchaseOrderStatus.Expired, orders.Clock.GetUtcNow()), (over.Status, over.DecidedAt));
        Assert.Equal("Purchase order expired", Assert.Single(orders.Alerts()).Subject);
    }

    [Fact]
    public async Task Expire_OnAHostWhoseClockIsBehind_ExpiresAllTheSame()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.RequestAsync("o1", 5);
        orders.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(5));

        PurchaseOrderStatus? status = await orders.App.Function<ExpirePurchaseOrder>().RunAsync(order.PurchaseOrderId, default);

        Assert.Equal(PurchaseOrderStatus.Expired, status);
        Assert.Equal(order.ExpiresAt, (await orders.OrderAsync(order.PurchaseOrderId)).DecidedAt);
    }

    [Fact]
    public async Task Order_ItemIsGoneWhenApproved_SaysSoAndTells()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await orders.App.ChangeAsync("tv", _ => null);

        await orders.DecideAsync(order.PurchaseOrderId, PurchaseOrderAction.Approve);

        PurchaseOrder settled = await orders.SettledAsync(order.PurchaseOrderId);
        Assert.Equal((null, null, "Nothing was added: there is no item tv any more."), (settled.StockAdded, settled.StockAddedAt, settled.StockNote));
        Assert.Equal("Purchase order not added to the stock", Assert.Single(orders.Alerts()).Subject);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LastSteps_OrderCannotBeReadOrIsGone_SayThatTheyAreNotDone(bool isGone)
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string id = (await app.Get<PurchaseOrderStore>().RequestAsync(new PurchaseRequest("o1", "tv", 10, 5, "o1"), default)).PurchaseOrderId!;
        Assert.Null(await app.Function<AddPurchasedStock>().RunAsync(id, default));
        Assert.False(await app.Function<SettlePurchaseOrder>().RunAsync(new PurchaseOrderEnd(id, PurchaseOrderStatus.Rejected, null), default));

        await (isGone ? Rows.Table(app).DeleteEntityAsync(PurchaseOrderKeys.Partition, PurchaseOrderKeys.OrderRow(id)) : Rows.SpoilAsync(app, id));

        Assert.Null(await app.Function<AddPurchasedStock>().RunAsync(id, default));
        Assert.False(await app.Function<SettlePurchaseOrder>().RunAsync(new PurchaseOrderEnd(id, PurchaseOrderStatus.Rejected, null), default));
    }

    [Fact]
    public async Task Order_CannotBeRead_FailsVisiblyAndIsStartedNoMore()
    {
        await using WaitingOrders orders = await WaitingOrders.StartAsync(azurite);
        PurchaseOrder order = await orders.OpenAsync();
        await Rows.SpoilAsync(orders.App, order.PurchaseOrderId);

        await PurchaseOrderWorkflows.TellAsync(orders.Client, order.PurchaseOrderId, PurchaseOrderStatus.Approved, default);

        string instance = PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId);
        OrchestrationMetadata failed = await orders.Client.WaitForInstanceCompletionAsync(instance).WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        await orders.SweepAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await orders.Client.GetInstanceAsync(instance))!.RuntimeStatus);
    }
}
