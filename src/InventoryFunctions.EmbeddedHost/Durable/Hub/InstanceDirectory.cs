using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Finds and purges instances wherever they are, in memory or in the archive. What is in memory counts.</summary>
internal sealed class InstanceDirectory(TaskHub hub, InstanceArchive archive)
{
    private const int PurgePage = 1_000;

    private static readonly OrchestrationRuntimeStatus[] FinishedStatuses =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellation) =>
        await hub.Loop.AskAsync(() => hub.Instances.GetValueOrDefault(instanceId)?.Committed, cancellation)
            ?? await archive.FindAsync(instanceId, cancellation);

    public async Task<IReadOnlyList<StepEvent>?> FindHistoryAsync(string instanceId, CancellationToken cancellation) =>
        await hub.Loop.AskAsync(() => hub.Instances.TryGetValue(instanceId, out var instance) ? (IReadOnlyList<StepEvent>)[.. instance.History] : null, cancellation)
            ?? await archive.FindHistoryAsync(instanceId, cancellation);

    /// <summary>Waits until an instance has reached something.</summary>
    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public async Task<InstanceState> WaitAsync(
        string instanceId,
        Func<InstanceState, bool> hasReached,
        Func<Instance, List<TaskCompletionSource<InstanceState>>> waiters,
        CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<InstanceState>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isInMemory = await hub.Loop.AskAsync(
            () =>
            {
                var instance = hub.Instances.GetValueOrDefault(instanceId);
                if (instance?.Committed is { } state && hasReached(state))
                {
                    waiter.SetResult(state);
                }
                else if (instance is not null)
                {
                    waiters(instance).Add(waiter);
                }

                return instance is not null;
            },
            cancellation);
        return isInMemory
            ? await hub.Loop.OrFailed(waiter.Task, cancellation)
            : await archive.FindAsync(instanceId, cancellation)
                ?? throw new InvalidOperationException($"There is no orchestration instance '{instanceId}'.");
    }

    /// <summary>One page in the order of archive keys, which instances in memory have too, so that none is missed or seen twice while it moves.</summary>
    public async Task<Page<InstanceState>> QueryAsync(OrchestrationQuery query, CancellationToken cancellation)
    {
        ArchiveKey? after = query.ContinuationToken is { } token ? ArchiveKey.FromContinuation(token) : null;
        var inMemory = await hub.Loop.AskAsync(
            () => hub.Instances.Values.Where(each => each.Committed is not null).ToDictionary(each => each.Key.Instance, each => each.Committed!),
            cancellation);
        var found = inMemory.Values
            .Where(state => Matches(query, state) && (after is null || ArchiveKey.Of(state.Key.Instance).CompareTo(after.Value) > 0))
            .ToList();
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

    /// <summary>Purges one finished instance; returns how many are gone, sub-orchestrations included where asked.</summary>
    /// <exception cref="InvalidOperationException">The instance has not finished.</exception>
    public async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        if (await FindAsync(instanceId, cancellation) is not { } state)
        {
            return 0;
        }

        if (!state.IsFinished)
        {
            throw new InvalidOperationException($"The orchestration instance '{instanceId}' is {state.Status}; only finished instances can be purged.");
        }

        var history = recursive ? await FindHistoryAsync(instanceId, cancellation) : null;
        var purged = await PurgeAsync([instanceId], cancellation);
        foreach (var sub in history?.Where(happened => happened.Kind == EventKind.SubScheduled) ?? [])
        {
            purged += await PurgeAsync(sub.Instance!, recursive, cancellation);
        }

        return purged;
    }

    /// <summary>Purges the finished instances a filter finds; returns how many are gone.</summary>
    public async Task<int> PurgeAsync(PurgeInstancesFilter filter, bool recursive, CancellationToken cancellation)
    {
        var statuses = (filter.Statuses ?? FinishedStatuses).Where(status => status.IsFinished()).ToArray();
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, statuses, PageSize: PurgePage);
        var purged = 0;
        for (var more = statuses.Length > 0; more; more = query.ContinuationToken is not null)
        {
            var page = await QueryAsync(query, cancellation);
            var ids = page.Values.Select(state => state.Key.Instance).ToList();
            if (recursive)
            {
                foreach (var id in ids)
                {
                    purged += await PurgeAsync(id, recursive, cancellation);
                }
            }
            else
            {
                purged += await PurgeAsync(ids, cancellation);
            }

            query = query with { ContinuationToken = page.ContinuationToken };
        }

        return purged;
    }

    private async Task<int> PurgeAsync(List<string> ids, CancellationToken cancellation)
    {
        // First the record, then the rows: after a crash between the two, recovery deletes them.
        var purged = await hub.Loop.RecordAsync(
            () =>
            {
                var finished = ids.Where(id => hub.Instances.GetValueOrDefault(id)?.IsFinished != false).ToList();
                finished.ForEach(id => hub.Instances.Remove(id));
                hub.Loop.Append(new LogRecord { Purged = finished }, _ => { });
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

        return purged.Count;
    }

    private static bool Matches(OrchestrationQuery query, InstanceState state) =>
        (query.CreatedFrom is not { } from || state.CreatedAt >= from.UtcDateTime)
        && (query.CreatedTo is not { } to || state.CreatedAt <= to.UtcDateTime)
        && (query.Statuses?.ToList() is not { Count: > 0 } statuses || statuses.Contains(state.Status))
        && state.Key.Instance.StartsWith(query.InstanceIdPrefix ?? "", StringComparison.Ordinal);
}
