using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using InventoryFunctions.Tests.Workflows;
using Microsoft.DurableTask;

namespace InventoryFunctions.Tests.ChangeFeed;

/// <summary>Notes which orchestrations are started; none of them runs. It outlives the processes that start them.</summary>
internal sealed class RecordingClient() : StubDurableTaskClient("recording")
{
    private readonly ConcurrentDictionary<string, object?> _started = new(StringComparer.Ordinal);

    /// <summary>The input of every instance, by instance id.</summary>
    public IReadOnlyDictionary<string, object?> Started => _started;

    /// <summary>Runs before an instance is noted; may throw.</summary>
    public Action<string>? BeforeStart { get; set; }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string id = options!.InstanceId!;
        BeforeStart?.Invoke(id);
        return _started.TryAdd(id, input) ? Task.FromResult(id) : throw new OrchestrationAlreadyExistsException();
    }
}
