using System.Text.Json.Serialization;

namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>
/// One event of an instance's history. A step is one incoming event followed by the commands the orchestrator answered with.
/// </summary>
/// <remarks>The JSON names are stored; changing them orphans the instances in flight.</remarks>
internal sealed record StepEvent
{
    [JsonPropertyName("k")]
    public required EventKind Kind { get; init; }

    [JsonPropertyName("t")]
    public DateTime At { get; init; }

    /// <summary>Number of the command within the execution; an answer carries the number of the command it answers.</summary>
    [JsonPropertyName("i")]
    public int? Task { get; init; }

    [JsonPropertyName("n")]
    public string? Name { get; init; }

    /// <summary>Input, result, payload, status or output as JSON, or the reason of a suspension.</summary>
    [JsonPropertyName("d")]
    public string? Data { get; init; }

    /// <summary>The sub-orchestration started or the instance an event was sent to.</summary>
    [JsonPropertyName("o")]
    public string? Instance { get; init; }

    [JsonPropertyName("u")]
    public DateTime? Due { get; init; }

    [JsonPropertyName("f")]
    public Failure? Failure { get; init; }

    [JsonPropertyName("p")]
    public ParentLink? Parent { get; init; }

    /// <summary>Events that a continue-as-new takes along, in order of arrival.</summary>
    [JsonPropertyName("e")]
    public IReadOnlyList<RaisedEvent>? Carried { get; init; }

    [JsonPropertyName("g")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>When the first execution of the instance was created; on <see cref="EventKind.Started"/> only.</summary>
    [JsonPropertyName("c")]
    public DateTime? Created { get; init; }

    /// <summary>The span that the instance was started in, as <see cref="DurableTracing"/> writes it; on <see cref="EventKind.Started"/> only.</summary>
    [JsonPropertyName("w")]
    public string? Trace { get; init; }

    /// <summary>Whether a termination reaches the sub-orchestrations.</summary>
    [JsonPropertyName("r")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Recursive { get; init; }

    /// <summary>Whether the orchestrator asked for it, as opposed to what came from outside.</summary>
    [JsonIgnore]
    public bool IsCommand => Kind is EventKind.ActivityScheduled or EventKind.TimerCreated or EventKind.TimerCanceled or EventKind.SubScheduled
        or EventKind.EventSent or EventKind.CustomStatusSet or EventKind.Completed or EventKind.Failed or EventKind.ContinuedAsNew;

    /// <summary>How messages to people name it.</summary>
    public string Describe() =>
        $"{Kind}{(Name is null ? "" : $" '{Name}'")}{(Task is null ? "" : $" (#{Task})")}{(Instance is null ? "" : $" for '{Instance}'")}";
}
