namespace InventoryFunctions.Notifications;

/// <summary>How an attempt at a delivery ended.</summary>
/// <param name="Status">How far the delivery is; only a pending one is tried again.</param>
/// <param name="RetryAfter">How long the service asks to be left alone, or null.</param>
public sealed record DeliveryAttempt(DeliveryStatus Status, TimeSpan? RetryAfter = null);
