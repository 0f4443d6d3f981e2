using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Notifications;

/// <summary>What is made of the request for a decision.</summary>
[Trait("Parity", "B5")]
public sealed class ApprovalNotificationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private InventoryApp _app = null!;
    private PurchaseOrder _order = null!;

    public async Task InitializeAsync()
    {
        _app = await InventoryApp.StartAsync(azurite, ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), ("Callbacks:BaseUrl", "https://shop.example/api"));
        PurchaseRequestAnswer answer = await Orders.RequestAsync(new PurchaseRequest("r1", "tv", MinPurchaseQuantity: 10, Quantity: 5, OrderId: "o1"), default);
        await Orders.RequestAsync(new PurchaseRequest("r2", "tv", MinPurchaseQuantity: 10, Quantity: 0, OrderId: null) { Threshold = 2 }, default);
        await Orders.RequestAsync(new PurchaseRequest("r3", "tv", MinPurchaseQuantity: 0, Quantity: 7, OrderId: null) { Origin = PurchaseOrigin.Person }, default);
        _order = (await Orders.FindAsync(answer.PurchaseOrderId!, default))!;
    }

    private PurchaseOrderStore Orders => _app.Get<PurchaseOrderStore>();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Request_UndecidedOrder_SaysWhatAndWhyAndUntilWhenWithALink()
    {
        ReceivedNotification read = await ReadAsync(ApprovalRequestKind.Request);

        Assert.True(read.IsToSend);
        Assert.Equal("Purchase order of 22 of tv to approve", read.Notification.Subject);
        Assert.Equal(
            """
            22 of tv are to be bought.

            Why:
            - somebody asked for 7
            - the stock reached its threshold of 2
            - order o1 lacks 5
            - 10 because no less is worth buying

            Decide before 2026-01-31 12:00 UTC.
            """.ReplaceLineEndings("\n"),
            read.Notification.Message);
        Assert.Equal(_order.PurchaseOrderId, read.Notification.PurchaseOrderId);
        Assert.Equal(_app.Get<ApprovalLinks>().Of(_order, ApprovalLinks.Administrator), read.Notification.Link);
        Assert.StartsWith($"https://shop.example/api/purchase-orders/{_order.PurchaseOrderId}/decision?token=v1.", read.Notification.Link!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "- and 1 earlier request")]
    [InlineData(4, "- and 2 earlier requests")]
    public async Task Request_OfMoreReasonsThanAreTold_CountsTheOthers(int more, string expected)
    {
        for (int i = 0; i < more; i++)
        {
            await Orders.RequestAsync(new PurchaseRequest($"more-{i}", "tv", MinPurchaseQuantity: 0, Quantity: 1, OrderId: null) { Origin = PurchaseOrigin.Person }, default);
        }

        string message = (await ReadAsync(ApprovalRequestKind.Request)).Notification.Message;

        Assert.Equal(expected, string.Concat(message.Split('\n').Where(line => line.Contains("earlier", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Request_EventOfAnOlderVersion_TellsTheQuantityOfNow()
    {
        ReceivedNotification read = await ReadAsync(ApprovalRequestKind.Request, _order with { Quantity = 15, Version = 1 });

        Assert.StartsWith("22 of tv", read.Notification.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApprovalRequestKind.Reminder, "Reminder 1: purchase order of 22 of tv waits for approval", NotificationAudience.Administrator, ApprovalLinks.Administrator)]
    [InlineData(ApprovalRequestKind.Escalation, "Escalation: nobody has decided the purchase order of 22 of tv", NotificationAudience.Escalation, ApprovalLinks.Escalation)]
    public async Task Request_Again_IsForWhomItConcerns(ApprovalRequestKind kind, string subject, NotificationAudience audience, string linkedFor)
    {
        Notification read = (await ReadAsync(kind)).Notification;

        Assert.Equal((subject, audience), (read.Subject, read.Audience));
        Assert.Equal(_app.Get<ApprovalLinks>().Of(_order, linkedFor), read.Link);
    }

    [Fact]
    public async Task Request_OrderIsDecided_IsOnlyRecordedAndHasNoLink()
    {
        await Orders.ApplyAsync(
            _order.PurchaseOrderId,
            new PurchaseOrderCommand.Decide(new PurchaseOrderDecision(PurchaseOrderAction.Approve, _order.Version, "administrator", null)),
            default);

        ReceivedNotification read = await ReadAsync(ApprovalRequestKind.Reminder);

        Assert.False(read.IsToSend);
        Assert.Null(read.Notification.Link);
        Assert.Equal("It was approved by administrator at 2026-01-01 12:00 UTC.", read.Notification.Message);
    }

    [Fact]
    public async Task Request_OrderIsOverAndNobodyHasNoticed_IsOnlyRecorded()
    {
        _app.Clock.Advance(_order.ExpiresAt - _app.Clock.GetUtcNow());

        ReceivedNotification read = await ReadAsync(ApprovalRequestKind.Reminder);

        Assert.False(read.IsToSend);
        Assert.Equal("Nobody decided it before 2026-01-31 12:00 UTC.", read.Notification.Message);
    }

    [Fact]
    public async Task Request_OfNoOrder_IsRefused()
    {
        InvalidEventException refused = await Assert.ThrowsAsync<InvalidEventException>(
            () => ReadAsync(ApprovalRequestKind.Request, _order with { PurchaseOrderId = Guid.Empty.ToString() }));

        Assert.Contains("purchaseOrderId is that of no purchase order", refused.Message, StringComparison.Ordinal);
    }

    private Task<ReceivedNotification> ReadAsync(ApprovalRequestKind kind, PurchaseOrder? order = null)
    {
        PurchaseOrder asked = order ?? _order;
        CloudEvent received = InventoryEvents.Create(
            $"{asked.PurchaseOrderId}/{kind}/1",
            _app.Clock.GetUtcNow(),
            new ApprovalRequested(asked.PurchaseOrderId, asked.ProductId, asked.Quantity, asked.Version, kind, 1, asked.ExpiresAt));
        return _app.Get<NotificationReader>().ReadAsync(received, default);
    }
}
