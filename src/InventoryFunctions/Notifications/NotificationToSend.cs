namespace InventoryFunctions.Notifications;

/// <summary>What <see cref="SendNotificationOrchestrator"/> is asked to do.</summary>
/// <param name="NotificationId">The notification.</param>
/// <param name="Senders">The names of those that send it.</param>
public sealed record NotificationToSend(string NotificationId, IReadOnlyList<string> Senders);
