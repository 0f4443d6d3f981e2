namespace InventoryFunctions.Notifications;

/// <summary>Sends mail.</summary>
public interface IEmailSender
{
    /// <summary>Sends <paramref name="message"/>; returns when the service has accepted it.</summary>
    /// <exception cref="DeliveryFailedException">The service refuses, is too busy, or can't be reached.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken);
}
