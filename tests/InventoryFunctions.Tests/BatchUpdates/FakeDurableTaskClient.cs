using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Tests.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>Notes which orchestrations are started, and says of them what a test wants it to say. None of them runs.</summary>
internal sealed class FakeDurableTaskClient() : StubDurableTaskClient("fake")
{
    private readonly ConcurrentDictionary<string, OrchestrationRuntimeStatus> _statuses = new();

    /// <summary>The input of every instance, by instance id.</summary>
    public ConcurrentDictionary<string, BatchUpdateInput> Started { get; } = new();

    public Action? BeforeStart { get; set; }

    public void SetStatus(string executionId, OrchestrationRuntimeStatus status) => _statuses[BatchUpdateRun.InstanceIdOf(executionId)] = status;

    /// <summary>Ends every run as its orchestration would.</summary>
    public async Task FinishAllAsync(InventoryApp app)
    {
        foreach (BatchUpdateInput input in Started.Values)
        {
            await app.Function<EndBatchUpdate>().RunAsync(new BatchUpdateEnd(input.ExecutionId, 1, 0, null), CancellationToken.None);
            SetStatus(input.ExecutionId, OrchestrationRuntimeStatus.Completed);
        }
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        BeforeStart?.Invoke();
        string id = options!.InstanceId!;
        if (!Started.TryAdd(id, (BatchUpdateInput)input!))
        {
            throw new OrchestrationAlreadyExistsException();
        }

        _statuses[id] = OrchestrationRuntimeStatus.Running;
        return Task.FromResult(id);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Task.FromResult(
            _statuses.TryGetValue(instanceId, out OrchestrationRuntimeStatus status)
                ? new OrchestrationMetadata(nameof(BatchUpdateOrchestrator), instanceId) { RuntimeStatus = status }
                : null);
}
