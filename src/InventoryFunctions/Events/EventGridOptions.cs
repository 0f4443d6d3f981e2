namespace InventoryFunctions.Events;

/// <summary>
/// Settings <c>EventGrid__*</c>. Without a key the app signs in by its identity, which <c>EventGrid__clientId</c> and
/// <c>EventGrid__credential</c> choose as they do for the storage account.
/// </summary>
public sealed class EventGridOptions
{
    /// <summary>The section.</summary>
    public const string Section = "EventGrid";

    /// <summary>The setting of <see cref="TopicEndpoint"/>.</summary>
    public const string TopicEndpointSetting = Section + "__" + nameof(TopicEndpoint);

    /// <summary>The setting of <see cref="TopicKey"/>.</summary>
    public const string TopicKeySetting = Section + "__" + nameof(TopicKey);

    /// <summary>
    /// The address that the topic takes events at, e.g. <c>https://shop.westeurope-1.eventgrid.azure.net/api/events</c>. The default value is
    /// null: events go right to the queues of <see cref="EventRoutes"/>.
    /// </summary>
    public string? TopicEndpoint { get; set; }

    /// <summary>The topic's access key. The default value is null: the app's identity, which needs the role EventGrid Data Sender.</summary>
    public string? TopicKey { get; set; }

    /// <summary>Whether there is a topic.</summary>
    public bool HasTopic => !string.IsNullOrEmpty(TopicEndpoint);
}
