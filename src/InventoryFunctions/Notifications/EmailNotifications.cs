using InventoryFunctions.PurchaseOrders;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>Sends notifications as mail (parity A12, B9): escalations to who is set up for them, everything else to the administrator.</summary>
internal sealed class EmailNotifications(IEmailSender mail, IOptions<NotificationOptions> options, IOptions<PurchaseOrderOptions> purchaseOrders) : INotificationSender
{
    public string Name => "email";

    public Task SendAsync(Notification notification, CancellationToken cancellationToken) => mail.SendAsync(
        new EmailMessage(
            NotificationText.OperationId(notification),
            To(notification.Audience),
            NotificationText.Subject(notification),
            NotificationText.Plain(notification),
            NotificationText.Html(notification)),
        cancellationToken);

    // Where there is nobody to escalate to, or not any more, the administrator hears of it.
    private string To(NotificationAudience audience) =>
        audience == NotificationAudience.Escalation && purchaseOrders.Value.EscalationEmail is { Length: > 0 } escalation ? escalation : options.Value.AlertEmail!;
}
