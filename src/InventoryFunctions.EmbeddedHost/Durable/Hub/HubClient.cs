using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>The Durable client of the embedded engine. What it acknowledges is stored.</summary>
internal sealed class HubClient(TaskHub hub, InstanceArchive archive, DataConverter converter) : DurableTaskClient("Embedded")
{
    private static readonly OrchestrationRuntimeStatus[] FinishedStatuses =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Validate(id);
        var started = new StepEvent
        {
            Kind = EventKind.Started,
            Name = orchestratorName.Name,
            Data = converter.Serialize(input),
            Due = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
        };

        // A running instance is never replaced; a finished one is, unless the caller names its status.
        if (options?.DedupeStatuses is { Count: > 0 } refused
            && await FindAsync(id, cancellation) is { IsFinished: true } present
            && refused.Contains(present.Status.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration instance '{id}' already exists and is {present.Status}.");
        }

        return await hub.RecordAsync(
            () =>
            {
                hub.StartInstance(id, started);
                return id;
            },
            cancellation);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return DeliverAsync(instanceId, new StepEvent { Kind = EventKind.EventRaised, Name = eventName, Data = converter.Serialize(eventPayload) }, cancellation);
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

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, instance => instance.AwaitingStart, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => state.IsFinished, instance => instance.AwaitingEnd, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        (await FindAsync(instanceId, cancellation))?.ToMetadata(getInputsAndOutputs ? converter : null);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create(async (continuation, size, cancellation) =>
        {
            var page = await PageAsync(query with { PageSize = size ?? query.PageSize, ContinuationToken = continuation ?? query.ContinuationToken }, cancellation);
            return new Page<OrchestrationMetadata>(
                [.. page.Values.Select(state => state.ToMetadata(query.FetchInputsAndOutputs ? converter : null))], page.ContinuationToken);
        });
    }

    /// <inheritdoc/>
    /// <remarks>An event stored a moment ago may show up before it is committed.</remarks>
    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        HistoryView.Of(await HistoryAsync(instanceId, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId)));

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        if (await FindAsync(instanceId, cancellation) is not { } state)
        {
            return new PurgeResult(0);
        }

        if (!state.IsFinished)
        {
            throw new InvalidOperationException($"The orchestration instance '{instanceId}' is {state.Status}; only finished instances can be purged.");
        }

        var subs = 0;
        foreach (var sub in options?.Recursive == true ? await SubsAsync(instanceId, cancellation) : [])
        {
            subs += (await PurgeInstanceAsync(sub, options, cancellation)).PurgedInstanceCount;
        }

        await PurgeAsync([instanceId], cancellation);
        return new PurgeResult(subs + 1);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var statuses = (filter.Statuses ?? FinishedStatuses).Where(status => status.IsFinished()).ToArray();
        var purged = 0;
        if (statuses.Length == 0)
        {
            return new PurgeResult(purged, isComplete: true);
        }

        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, statuses, PageSize: 1_000);
        while (true)
        {
            var page = await PageAsync(query, cancellation);
            if (options?.Recursive == true)
            {
                foreach (var state in page.Values)
                {
                    purged += (await PurgeInstanceAsync(state.Key.Instance, options, cancellation)).PurgedInstanceCount;
                }
            }
            else
            {
                await PurgeAsync([.. page.Values.Select(state => state.Key.Instance)], cancellation);
                purged += page.Values.Count;
            }

            if (page.ContinuationToken is null)
            {
                return new PurgeResult(purged, isComplete: true);
            }

            query = query with { ContinuationToken = page.ContinuationToken };
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<bool> DeliverAsync(string instanceId, StepEvent incoming, CancellationToken cancellation) =>
        hub.RecordAsync(() => hub.Deliver(instanceId, incoming), cancellation);

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId,
        Func<InstanceState, bool> reached,
        Func<Instance, List<TaskCompletionSource<InstanceState>>> waiters,
        bool withInputs,
        CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<InstanceState>(TaskCreationOptions.RunContinuationsAsynchronously);
        var present = await hub.AskAsync(
            () =>
            {
                if (!hub.Instances.TryGetValue(instanceId, out var instance))
                {
                    return false;
                }

                if (instance.Committed is { } state && reached(state))
                {
                    waiter.SetResult(state);
                }
                else
                {
                    waiters(instance).Add(waiter);
                }

                return true;
            },
            cancellation);
        var reachedState = present
            ? await hub.OrFailed(waiter.Task, cancellation)
            : await archive.FindAsync(instanceId, cancellation)
                ?? throw new InvalidOperationException($"There is no orchestration instance '{instanceId}'.");
        return reachedState.ToMetadata(withInputs ? converter : null);
    }

    private async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellation) =>
        await hub.AskAsync(() => hub.Instances.GetValueOrDefault(instanceId)?.Committed, cancellation)
            ?? await archive.FindAsync(instanceId, cancellation);

    private async Task<IReadOnlyList<StepEvent>?> HistoryAsync(string instanceId, CancellationToken cancellation) =>
        await hub.AskAsync(() => hub.Instances.TryGetValue(instanceId, out var instance) ? (IReadOnlyList<StepEvent>)[.. instance.History] : null, cancellation)
            ?? await archive.FindHistoryAsync(instanceId, cancellation);

    private async Task<IEnumerable<string>> SubsAsync(string instanceId, CancellationToken cancellation)
    {
        var history = await HistoryAsync(instanceId, cancellation) ?? [];
        return history.Where(happened => happened.Kind == EventKind.SubScheduled).Select(happened => happened.Instance!);
    }

    /// <summary>One page in the order of archive keys, which instances in memory have too, so that none is missed or seen twice while it moves.</summary>
    private async Task<Page<InstanceState>> PageAsync(OrchestrationQuery query, CancellationToken cancellation)
    {
        ArchiveKey? after = query.ContinuationToken is { } token ? ArchiveKey.FromContinuation(token) : null;
        var inMemory = await hub.AskAsync(
            () => hub.Instances.Values.Where(instance => instance.Committed is not null).ToDictionary(instance => instance.Key.Instance, instance => instance.Committed!),
            cancellation);
        var found = inMemory.Values.Where(state => Matches(query, state) && (after is null || ArchiveKey.Of(state.Key.Instance).CompareTo(after.Value) > 0)).ToList();
        var archived = 0;
        if (query.Statuses?.Any(status => status.IsFinished()) ?? true)
        {
            await foreach (var state in archive.QueryAsync(query, after, cancellation))
            {
                if (!inMemory.ContainsKey(state.Key.Instance))
                {
                    found.Add(state);
                    if (++archived > query.PageSize)
                    {
                        break;
                    }
                }
            }
        }

        var page = found.OrderBy(state => ArchiveKey.Of(state.Key.Instance)).Take(query.PageSize).ToList();
        return new Page<InstanceState>(page, found.Count > page.Count ? ArchiveKey.Of(page[^1].Key.Instance).ToContinuation() : null);
    }

    private static bool Matches(OrchestrationQuery query, InstanceState state) =>
        (query.CreatedFrom is not { } from || state.CreatedAt >= from.UtcDateTime)
        && (query.CreatedTo is not { } to || state.CreatedAt <= to.UtcDateTime)
        && (query.Statuses?.ToList() is not { Count: > 0 } statuses || statuses.Contains(state.Status))
        && state.Key.Instance.StartsWith(query.InstanceIdPrefix ?? "", StringComparison.Ordinal);

    private async Task PurgeAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        // First the record, then the rows: after a crash between the two, recovery deletes them.
        var purged = await hub.RecordAsync(
            () =>
            {
                var finished = ids.Where(id => hub.Instances.GetValueOrDefault(id)?.IsFinished != false).ToList();
                finished.ForEach(id => hub.Instances.Remove(id));
                hub.Append(new LogRecord { Purged = finished }, _ => { });
                return finished;
            },
            cancellation);
        await archive.Gate.WaitAsync(cancellation);
        try
        {
            await archive.DeleteAsync(purged, cancellation);
        }
        finally
        {
            archive.Gate.Release();
        }
    }
}
