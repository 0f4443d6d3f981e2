namespace InventoryFunctions.Notifications;

/// <summary>How an attempt at a delivery ended.</summary>
/// <param name="Status">How far the delivery is; only a pending one is tried again.</param>
/// <param name="RetryAfter">How long the service asks to be left alone, or null.</param>
/// <param name="IsThrottled">Whether the service works, but has been given as much as it takes for now.</param>
public sealed record DeliveryAttempt(DeliveryStatus Status, TimeSpan? RetryAfter = null, bool IsThrottled = false);
