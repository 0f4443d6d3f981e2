using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Events;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;

namespace InventoryFunctions.Notifications;

/// <summary>Makes notifications of events. The link of an approval request is made here and not before, so that no event carries its token.</summary>
public sealed class NotificationReader(PurchaseOrderStore orders, ApprovalLinks links, TimeProvider clock)
{
    // Table Storage knows no time before 1601.
    private const int FirstYear = 1602;

    /// <summary>What <paramref name="received"/> tells.</summary>
    /// <exception cref="InvalidEventException">It is no alert and no approval request, or about a purchase order that does not exist.</exception>
    public async Task<ReceivedNotification> ReadAsync(CloudEvent received, CancellationToken cancellationToken) => received.Type == EventTypes.ApprovalRequested
        ? await ReadApprovalAsync(received, InventoryEvents.Read<ApprovalRequested>(received), cancellationToken)
        : new ReceivedNotification(Read(received, InventoryEvents.Read<InventoryAlert>(received)), IsToSend: true);

    private Notification Read(CloudEvent received, InventoryAlert alert) => new()
    {
        Id = received.Id,
        Subject = alert.Subject,
        Message = alert.Message,
        Time = TimeOf(received),
        ExecutionId = alert.ExecutionId,
        OrderId = alert.OrderId,
        ProductId = alert.ProductId,
    };

    // The order as it is now: the next reminder, or the page, shows what was added since the event; nobody is asked for what is decided.
    private async Task<ReceivedNotification> ReadApprovalAsync(CloudEvent received, ApprovalRequested asked, CancellationToken cancellationToken)
    {
        PurchaseOrder order = await orders.FindAsync(asked.PurchaseOrderId, cancellationToken)
            ?? throw new InvalidEventException("purchaseOrderId", $"is that of no purchase order: {asked.PurchaseOrderId}");
        bool isUndecided = order.IsOpen && clock.GetUtcNow() < order.ExpiresAt;
        NotificationAudience audience = asked.Kind == ApprovalRequestKind.Escalation ? NotificationAudience.Escalation : NotificationAudience.Administrator;
        Notification notification = new()
        {
            Id = received.Id,
            Subject = ApprovalText.Subject(asked, order),
            Message = isUndecided ? ApprovalText.Message(order) : ApprovalText.Over(order),
            Time = TimeOf(received),
            Audience = audience,
            ProductId = order.ProductId,
            PurchaseOrderId = order.PurchaseOrderId,
            Link = isUndecided
                ? links.Of(order, audience == NotificationAudience.Escalation ? ApprovalLinks.Escalation : ApprovalLinks.Administrator)
                : null,
        };
        return new ReceivedNotification(notification, isUndecided);
    }

    private DateTimeOffset TimeOf(CloudEvent received) => received.Time is { Year: >= FirstYear } time ? time : clock.GetUtcNow();
}
