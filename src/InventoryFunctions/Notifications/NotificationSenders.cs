namespace InventoryFunctions.Notifications;

/// <summary>The senders that the settings ask for, maybe none.</summary>
public sealed class NotificationSenders(IReadOnlyList<INotificationSender> senders)
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; } = [.. senders.Select(sender => sender.Name)];

    /// <summary>The sender of this name; null where the settings do not ask for it any more.</summary>
    public INotificationSender? Find(string name) => senders.FirstOrDefault(sender => sender.Name == name);
}
