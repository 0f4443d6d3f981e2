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

    /// <summary>The job it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExecutionId { get; init; }

    /// <summary>The order it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderId { get; init; }

    /// <summary>The item it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProductId { get; init; }
}
