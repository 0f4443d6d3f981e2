using System.Text.Json.Serialization;

namespace InventoryFunctions.Notifications;

/// <summary>What became of a notification with one sender.</summary>
/// <param name="Sender">The sender's name: <c>email</c> or <c>webhook</c>.</param>
/// <param name="Status">How far it is.</param>
/// <param name="At">Since when.</param>
/// <param name="Error">Why the last attempt failed, or null. It never holds an address that is a secret.</param>
public sealed record NotificationDelivery(
    string Sender,
    DeliveryStatus Status,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);
