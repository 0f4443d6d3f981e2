using InventoryFunctions.Tests.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>The client of a real engine, whose calls fail where a test says so.</summary>
internal sealed class FaultyClient(DurableTaskClient next) : StubDurableTaskClient("faulty")
{
    private int _looks;

    /// <summary>Runs before an event is raised; may throw.</summary>
    public Action<string>? BeforeRaise { get; init; }

    /// <summary>Runs before an instance is looked up; may throw.</summary>
    public Action<string>? BeforeLook { get; init; }

    /// <summary>How often an instance was looked up.</summary>
    public int Looks => _looks;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        next.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _looks);
        BeforeLook?.Invoke(instanceId);
        return next.GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        BeforeRaise?.Invoke(instanceId);
        return next.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);
    }
}
