using System.Text.Json.Serialization;

namespace InventoryFunctions.Notifications;

/// <summary>How far one sender is with a notification. By its word also in what orchestrations keep, for their readers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It is not sent yet, and is tried again.</summary>
    Pending,

    /// <summary>The service that delivers it has accepted it.</summary>
    Sent,

    /// <summary>It was refused for good, or tried in vain: for a day, or up to a week where its service takes no more for now.</summary>
    Failed,
}
