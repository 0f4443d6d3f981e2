using Microsoft.Extensions.Options;

namespace InventoryFunctions.Notifications;

/// <summary>Sends notifications as mail (parity A12, B9).</summary>
internal sealed class EmailNotifications(IEmailSender mail, IOptions<NotificationOptions> options) : INotificationSender
{
    public string Name => "email";

    public Task SendAsync(Notification notification, CancellationToken cancellationToken) => mail.SendAsync(
        new EmailMessage(
            NotificationText.OperationId(notification),
            options.Value.AlertEmail!,
            NotificationText.Subject(notification),
            NotificationText.Plain(notification),
            NotificationText.Html(notification)),
        cancellationToken);
}
