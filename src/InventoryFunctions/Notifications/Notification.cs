using System.Text.Json.Serialization;

namespace InventoryFunctions.Notifications;

/// <summary>What the administrator was told (parity B9).</summary>
public sealed record Notification
{
    /// <summary>The id of the event that told it.</summary>
    public required string Id { get; init; }

    /// <summary>The subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>What happened, in words.</summary>
    public required string Message { get; init; }

    /// <summary>When the event says it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whom it is for.</summary>
    public NotificationAudience Audience { get; init; }

    /// <summary>The job it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionId { get; init; }

    /// <summary>The order it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderId { get; init; }

    /// <summary>The item it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProductId { get; init; }

    /// <summary>The purchase order it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PurchaseOrderId { get; init; }

    /// <summary>Where its reader can decide, or null. Whoever has it can: it is not logged where a sender delivers it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Link { get; init; }

    /// <summary>What became of it with each sender; none where none is set up.</summary>
    public IReadOnlyList<NotificationDelivery> Deliveries { get; init; } = [];
}
