using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Moves finished instances from memory and log to the archive, many at a time, and trims the log behind them.</summary>
internal sealed class Archiver(
    TaskHub hub, CommitLog log, InstanceArchive archive, DurableEngineOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int AtOnce = 2_000;

    // So many finished instances are archived without waiting for more.
    private const int Enough = 500;

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _some = new(0);
    private readonly SemaphoreSlim _enough = new(0);
    private int _signals;
    private long _bytesAtLastCopy;
    private long _bytesCopied;
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        hub.TidyUp = Signal;
        Signal();
        _running = Task.Run(RunAsync);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _some.Dispose();
        _enough.Dispose();
    }

    private void Signal()
    {
        var signals = Interlocked.Increment(ref _signals);
        if (signals == 1)
        {
            _some.Release();
        }
        else if (signals == Enough)
        {
            _enough.Release();
        }
    }

    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        var enough = _enough.WaitAsync(stopping);
        try
        {
            while (true)
            {
                await _some.WaitAsync(stopping);
                await Task.WhenAny(enough, Task.Delay(options.ArchiveInterval, clock, stopping));
                stopping.ThrowIfCancellationRequested();
                enough = enough.IsCompleted ? _enough.WaitAsync(stopping) : enough;
                Interlocked.Exchange(ref _signals, 0);
                try
                {
                    var archived = await ArchiveAsync(stopping);
                    await CopyForwardAsync(stopping);
                    await TrimAsync(stopping);
                    if (archived == AtOnce)
                    {
                        Signal();
                    }
                }
                catch (Exception failed) when (failed is not (OperationCanceledException or HubLostException))
                {
                    EngineLog.ArchiveFailed(logger, options.HubName, failed);
                    Signal();
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or HubLostException)
        {
            // The engine stops; what is not archived is in the log.
        }
    }

    private async Task<int> ArchiveAsync(CancellationToken cancellation)
    {
        // Before it looks: what it found would else be saved after a purge that has been through with it by then.
        await archive.Gate.WaitAsync(cancellation);
        try
        {
            var finished = await hub.Loop.AskAsync(
                () => hub.Instances.Values
                    .Where(instance => instance.Committed is { IsFinished: true } committed && committed.Key == instance.Key)
                    .Take(AtOnce)
                    .Select(instance => (Instance: instance, State: instance.Committed!))
                    .ToList(),
                cancellation);
            if (finished.Count == 0)
            {
                return 0;
            }

            // Nothing touches the history of a finished instance any more.
            await archive.SaveAsync(finished.Select(each => (each.State, (IReadOnlyList<History.StepEvent>)each.Instance.History)), cancellation);
            return await hub.Loop.AskAsync(
                () =>
                {
                    var evicted = finished.Where(each => Evict(each.Instance)).Select(each => each.State.Key).ToList();
                    hub.Loop.Append(new LogRecord { Archived = evicted }, _ => { });
                    return finished.Count;
                },
                cancellation);
        }
        finally
        {
            archive.Gate.Release();
        }
    }

    // Unless it was purged or replaced meanwhile.
    private bool Evict(Instance instance) =>
        hub.Instances.TryGetValue(instance.Key.Instance, out var present) && ReferenceEquals(present, instance)
        && hub.Instances.Remove(instance.Key.Instance);

    /// <summary>Copies the unfinished instances that keep the log from being trimmed to its end: at most half of what is written is copies.</summary>
    private async Task CopyForwardAsync(CancellationToken cancellation)
    {
        if (log.LastSegment - log.FirstSegment < 2 || log.BytesAppended - _bytesAtLastCopy < 2 * _bytesCopied)
        {
            return;
        }

        var before = log.BytesAppended;
        await hub.Loop.RecordAsync(
            () =>
            {
                var oldest = log.LastSegment * CommitLog.SegmentRows;
                foreach (var instance in hub.Instances.Values.Where(each => each.FirstRow < oldest && !each.IsFinished && each.History.Count > 0))
                {
                    var key = instance.Key;
                    hub.Loop.Append(
                        new LogRecord { Stepped = key, Events = [.. instance.History] },
                        row => instance.CopiedTo(key, row));
                }

                return true;
            },
            cancellation);
        _bytesAtLastCopy = log.BytesAppended;
        _bytesCopied = _bytesAtLastCopy - before;
    }

    private async Task TrimAsync(CancellationToken cancellation)
    {
        var oldest = await hub.Loop.AskAsync(
            () => hub.Instances.Values.Select(instance => instance.FirstRow).Append(log.LastSegment * CommitLog.SegmentRows).Min(), cancellation);
        await log.TrimAsync(oldest / CommitLog.SegmentRows * CommitLog.SegmentRows, cancellation);
    }
}
