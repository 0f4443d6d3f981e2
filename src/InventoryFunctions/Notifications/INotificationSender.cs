namespace InventoryFunctions.Notifications;

/// <summary>One way in which notifications reach people.</summary>
public interface INotificationSender
{
    /// <summary>The name that the record of deliveries has for it. Changing it forgets what it has sent.</summary>
    string Name { get; }

    /// <summary>Sends <paramref name="notification"/>; returns when the service that delivers it has accepted it. It may be asked for the same again.</summary>
    /// <exception cref="DeliveryFailedException">It was not accepted.</exception>
    Task SendAsync(Notification notification, CancellationToken cancellationToken);
}
