using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Brings a hub back to where the log ends, and everything that was under way under way again.</summary>
internal sealed class Recovery(CommitLog log, InstanceArchive archive, TaskHub hub)
{
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _purged = new(StringComparer.Ordinal);

    private IReadOnlyList<Delivery>? _undelivered;

    public int Instances => _instances.Count;

    public int Unfinished => _instances.Values.Count(instance => !instance.IsFinished);

    /// <summary>Reads the log and fences it, so that from here on nobody else can append.</summary>
    public async Task ReadAsync(string hostId, CancellationToken cancellation)
    {
        do
        {
            await foreach (var commit in log.ReadAsync(cancellation))
            {
                _undelivered = null;
                foreach (var record in commit.Records)
                {
                    Fold(record, commit.Sequence);
                }
            }
        }
        while (!await log.TryFenceAsync(hostId, _undelivered, cancellation));
    }

    public async Task ResumeAsync(CancellationToken cancellation)
    {
        // A crash between a purge and its deletes leaves rows behind.
        await archive.DeleteAsync(_purged, cancellation);
        foreach (var instance in _instances.Values)
        {
            hub.Adopt(instance);
        }

        foreach (var instance in _instances.Values.Where(instance => !instance.IsFinished))
        {
            var awaited = instance.History[^1].Kind == EventKind.ContinuedAsNew ? [] : instance.Open.Values.ToList();
            foreach (var sub in awaited.Where(open => open.Kind == EventKind.SubScheduled))
            {
                await ReconnectAsync(instance, sub, cancellation);
            }

            hub.Resume(instance);
        }

        foreach (var delivery in _undelivered ?? [])
        {
            hub.Redeliver(delivery);
        }
    }

    private void Fold(LogRecord record, long row)
    {
        _undelivered = record.Undelivered ?? _undelivered;
        if (record.Stepped is { } key)
        {
            // Numbers of instances that are gone count too: what is still on its way to them must reach nobody else.
            hub.Skip(key.Execution);
            FoldStep(key, record.Events!, row);
        }

        foreach (var purged in record.Purged ?? [])
        {
            _instances.Remove(purged);
            _purged.Add(purged);
        }

        foreach (var archived in record.Archived ?? [])
        {
            hub.Skip(archived.Execution);
            if (_instances.TryGetValue(archived.Instance, out var instance) && instance.Key == archived)
            {
                _instances.Remove(archived.Instance);
            }
        }
    }

    private void FoldStep(InstanceKey key, IReadOnlyList<StepEvent> events, long row)
    {
        if (events[0].Kind == EventKind.Started)
        {
            _instances[key.Instance] = new Instance(key);
            _instances[key.Instance].StoredFrom(key, row);
            _purged.Remove(key.Instance);
        }

        // Steps of an execution whose beginning has been trimmed belong to an instance that is archived or purged.
        if (_instances.TryGetValue(key.Instance, out var instance) && instance.Key == key)
        {
            foreach (var happened in events)
            {
                instance.Apply(happened);
            }
        }
    }

    /// <summary>Finds the sub-orchestration a parent waits for: running, finished, archived, or never started.</summary>
    private async Task ReconnectAsync(Instance parent, StepEvent scheduled, CancellationToken cancellation)
    {
        if (_instances.TryGetValue(scheduled.Instance!, out var sub) && Answers(sub.Committed!.Parent))
        {
            if (sub.IsFinished)
            {
                hub.TellParent(sub.Started.Parent!, sub.History[^1]);
            }
        }
        else if (sub is null && await archive.FindAsync(scheduled.Instance!, cancellation) is { } archived && Answers(archived.Parent))
        {
            var history = await archive.FindHistoryAsync(scheduled.Instance!, cancellation);
            hub.TellParent(archived.Parent!, history![^1]);
        }
        else
        {
            // Where the id belongs to another instance that has not finished, this tells the parent.
            hub.StartSub(parent, scheduled);
        }

        bool Answers(ParentLink? link) =>
            link is not null && link.Instance == parent.Key.Instance && link.Execution == parent.Key.Execution && link.Task == scheduled.Task;
    }
}
