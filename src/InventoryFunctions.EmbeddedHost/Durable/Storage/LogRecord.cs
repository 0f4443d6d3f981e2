using System.Text.Json.Serialization;
using InventoryFunctions.EmbeddedHost.Durable.History;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>
/// One entry of the log: a step of an instance (one that begins with its start replaces whatever went before: that is also how an old
/// instance is copied forward), or instances that were purged or archived, or events under way, or a new host's fence.
/// </summary>
internal sealed record LogRecord
{
    [JsonPropertyName("s")]
    public InstanceKey? Stepped { get; init; }

    [JsonPropertyName("e")]
    public IReadOnlyList<StepEvent>? Events { get; init; }

    [JsonPropertyName("p")]
    public IReadOnlyList<string>? Purged { get; init; }

    [JsonPropertyName("a")]
    public IReadOnlyList<InstanceKey>? Archived { get; init; }

    /// <summary>What the steps up to this commit caused and the next ones deliver. Each commit's list, or its lack, replaces the one before.</summary>
    [JsonPropertyName("d")]
    public IReadOnlyList<Delivery>? Undelivered { get; init; }

    [JsonPropertyName("f")]
    public string? FencedBy { get; init; }
}
