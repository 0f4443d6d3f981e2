using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>What a function's parameters are bound from, for one run.</summary>
internal sealed record Invocation
{
    public required IServiceProvider Services { get; init; }

    public required DurableTaskClient DurableClient { get; init; }

    /// <summary>What triggered the run: request, message, timer information, orchestration context, activity input.</summary>
    public object? Trigger { get; init; }

    /// <summary>What the trigger knows besides: route values, dequeue count, instance id …</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = new Dictionary<string, object?>();

    public CancellationToken CancellationToken { get; init; }

    public FunctionContext? Context { get; set; }
}
