namespace InventoryFunctions.Notifications;

/// <summary>One attempt at a delivery.</summary>
/// <param name="NotificationId">The notification.</param>
/// <param name="Sender">The name of the one that sends it.</param>
/// <param name="IsLast">Whether there is none after it: where it fails, the delivery has.</param>
public sealed record DeliveryToTry(string NotificationId, string Sender, bool IsLast);
