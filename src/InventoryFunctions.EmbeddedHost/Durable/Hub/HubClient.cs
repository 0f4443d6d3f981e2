using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using InventoryFunctions.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>The Durable client of the embedded engine. What it acknowledges is stored.</summary>
internal sealed class HubClient(TaskHub hub, InstanceDirectory directory, DataConverter converter) : DurableTaskClient("Embedded")
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        // A client is no orchestration, and nothing replays it: a name by chance will do.
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Validate(id);
        using var creation = DurableTracing.StartCreation(orchestratorName.Name, id);
        var started = new StepEvent
        {
            Kind = EventKind.Started,
            Name = orchestratorName.Name,
            Data = converter.Serialize(input),
            Due = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
            Trace = DurableTracing.Current(),
        };

        // A running instance is never replaced; a finished one is, unless the caller names its status.
        if (options?.DedupeStatuses is { Count: > 0 } refused
            && await directory.FindAsync(id, cancellation) is { IsFinished: true } present
            && refused.Contains(present.Status.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance '{id}' already exists and is {present.Status}.");
        }

        return await hub.Loop.RecordAsync(
            () =>
            {
                hub.StartInstance(id, started);
                return id;
            },
            cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// In Azure, too, it throws for an instance that is unknown or finished, whose status the extension looks up first with Azure Storage as provider. Of
    /// which type depends on the platform's versions: no caller should rely on it.
    /// </remarks>
    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        StepEvent raised = new() { Kind = EventKind.EventRaised, Name = eventName, Data = converter.Serialize(eventPayload) };
        if (!await DeliverAsync(instanceId, raised, cancellation))
        {
            throw new InvalidOperationException($"Event {eventName} can't be raised: there is no orchestration instance '{instanceId}' that has not ended.");
        }
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        DeliverAsync(
            instanceId,
            new StepEvent { Kind = EventKind.Terminated, Data = converter.Serialize(options?.Output), Recursive = options?.Recursive ?? false },
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DeliverAsync(instanceId, new StepEvent { Kind = EventKind.Suspended, Data = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DeliverAsync(instanceId, new StepEvent { Kind = EventKind.Resumed, Data = reason }, cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Show(
            await directory.WaitAsync(
                instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, instance => instance.AwaitingStart, cancellation),
            getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Show(
            await directory.WaitAsync(instanceId, state => state.IsFinished, instance => instance.AwaitingEnd, cancellation),
            getInputsAndOutputs);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await directory.FindAsync(instanceId, cancellation) is { } state ? Show(state, getInputsAndOutputs) : null;

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create(async (continuation, size, cancellation) =>
        {
            var page = await directory.QueryAsync(
                query with { PageSize = size ?? query.PageSize, ContinuationToken = continuation ?? query.ContinuationToken }, cancellation);
            return new Page<OrchestrationMetadata>([.. page.Values.Select(state => Show(state, query.FetchInputsAndOutputs))], page.ContinuationToken);
        });
    }

    /// <inheritdoc/>
    /// <remarks>Of a running instance, what happened a moment ago may show before it is stored.</remarks>
    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        HistoryView.Of(await directory.FindHistoryAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId)));

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await directory.PurgeAsync(instanceId, options?.Recursive ?? false, cancellation));

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await directory.PurgeAsync(filter, options?.Recursive ?? false, cancellation), isComplete: true);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<bool> DeliverAsync(string instanceId, StepEvent incoming, CancellationToken cancellation) =>
        hub.Loop.RecordAsync(() => hub.Deliver(instanceId, incoming), cancellation);

    private OrchestrationMetadata Show(InstanceState state, bool withInputsAndOutputs) => state.ToMetadata(withInputsAndOutputs ? converter : null);
}
