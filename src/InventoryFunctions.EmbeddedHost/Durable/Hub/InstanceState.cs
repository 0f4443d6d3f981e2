using System.Text.Json.Serialization;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>What the world may know of an instance: its state as of the last commit.</summary>
/// <remarks>The archive stores it; add properties, never rename them.</remarks>
internal sealed record InstanceState
{
    public required InstanceKey Key { get; init; }

    public required string Name { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime LastUpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [JsonIgnore]
    public bool IsFinished => Status.IsFinished();

    public OrchestrationMetadata ToMetadata(DataConverter? converter) => new(Name, Key.Instance)
    {
        DataConverter = converter,
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = LastUpdatedAt,
        SerializedInput = converter is null ? null : Input,
        SerializedOutput = converter is null ? null : Output,
        SerializedCustomStatus = converter is null ? null : CustomStatus,
        FailureDetails = Failure?.ToDetails(),
        Tags = Tags ?? new Dictionary<string, string>(),
    };
}
