namespace InventoryFunctions.Notifications;

/// <summary>What an event tells.</summary>
/// <param name="Notification">The notification.</param>
/// <param name="IsToSend">Whether somebody has to hear of it; otherwise it is only recorded.</param>
public sealed record ReceivedNotification(Notification Notification, bool IsToSend);
