using InventoryFunctions.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>
/// One thread on which the hub decides everything, in order of arrival, and the group commit behind it: one append at a time carries all
/// records gathered since the last, and what a record causes outside happens once it is stored.
/// </summary>
/// <remarks>A thread of its own, because busy activities must not starve it.</remarks>
internal sealed class CommitLoop(string hub, CommitLog log, int maxRecordsPerCommit, ILogger logger) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(Action Action, Func<Delivery?>? Delivery)> _ready = new();
    private readonly CancellationTokenSource _killed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<Action> _arrived = new();
    private Batch _batch = new();
    private bool _committing;
    private bool _stopped;

    /// <summary>Faults when the loop has stopped, for whatever reason.</summary>
    public Task Failed => _failed.Task;

    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { Name = $"Durable {hub}", IsBackground = true }.Start();
        }
    }

    /// <summary>Runs something on the loop's thread, from any thread. Ignored once the loop has stopped.</summary>
    public void Post(Action action)
    {
        lock (_gate)
        {
            if (!_stopped)
            {
                _arrived.Enqueue(action);
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Runs a function on the loop's thread and returns what it returns, without waiting for a commit.</summary>
    public Task<T> AskAsync<T>(Func<T> function, CancellationToken cancellation = default) =>
        CallAsync(function, (answer, result) => answer.SetResult(result), cancellation);

    /// <summary>As <see cref="AskAsync"/>, but returns only when everything the function appended or made ready is stored.</summary>
    public Task<T> RecordAsync<T>(Func<T> function, CancellationToken cancellation = default) =>
        CallAsync(function, (answer, result) => Enqueue(() => OnCommitted(_ => answer.SetResult(result))), cancellation);

    /// <summary>Waits for an answer from the loop, or for its end.</summary>
    public async Task<T> OrFailed<T>(Task<T> answer, CancellationToken cancellation)
    {
        if (await Task.WhenAny(answer, Failed).WaitAsync(cancellation) == Failed)
        {
            await Failed;
        }

        return await answer;
    }

    /// <summary>
    /// Queues what follows from what was just done, behind what followed before; a commit that is cut between the two stores its delivery.
    /// On the loop's thread, as everything below.
    /// </summary>
    public void Enqueue(Action action, Func<Delivery?>? delivery = null) => _ready.Enqueue((action, delivery));

    public void Append(LogRecord record, Action<long> committed)
    {
        _batch.Records.Add(record);
        OnCommitted(committed);
    }

    /// <param name="effect">Happens after the next commit; takes the number of the log row it begins in.</param>
    public void OnCommitted(Action<long> effect) => _batch.Effects.Add(effect);

    /// <summary>Stops because the engine must not or cannot go on.</summary>
    public void Fail(HubLostException reason)
    {
        EngineLog.Stopped(logger, hub, reason);
        Kill(reason);
    }

    /// <summary>Stops at once; what is not stored is forgotten.</summary>
    public void Kill(Exception reason)
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }

        _killed.Cancel();
        _failed.TrySetException(reason);
        _ = _failed.Task.Exception;
    }

    /// <summary>Stops when everything that arrived so far is stored.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await RecordAsync(() => true, cancellation);
        Kill(new HubLostException($"The durable engine of task hub '{hub}' has stopped."));
        await _ended.Task.WaitAsync(cancellation);
    }

    public void Dispose() => _killed.Dispose();

    private async Task<T> CallAsync<T>(Func<T> function, Action<TaskCompletionSource<T>, T> reply, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                reply(answer, function());
            }
            catch (Exception refused)
            {
                answer.SetException(refused);
            }
        });
        return await OrFailed(answer.Task, cancellation);
    }

    private void Run()
    {
        try
        {
            while (TakeArrived() is { } arrived)
            {
                foreach (var action in arrived)
                {
                    action();
                }

                while (_batch.Records.Count < maxRecordsPerCommit && _ready.TryDequeue(out var next))
                {
                    next.Action();
                }

                Cut();
            }
        }
        catch (Exception broken)
        {
            Fail(new HubLostException($"The durable engine of task hub '{hub}' broke: {broken.Message}", broken));
        }

        _ended.SetResult();
    }

    private Queue<Action>? TakeArrived()
    {
        lock (_gate)
        {
            while (_arrived.Count == 0 && !_stopped)
            {
                Monitor.Wait(_gate);
            }

            var arrived = _arrived;
            _arrived = new Queue<Action>();
            return _stopped ? null : arrived;
        }
    }

    /// <summary>Cuts the next commit, unless one is on its way: then its end does.</summary>
    private void Cut()
    {
        if (!_committing && _batch.Effects.Count > 0)
        {
            var cut = _batch;
            _batch = new Batch();
            if (_ready.Select(next => next.Delivery?.Invoke()).OfType<Delivery>().ToList() is { Count: > 0 } undelivered)
            {
                cut.Records.Add(new LogRecord { Undelivered = undelivered });
            }

            _committing = true;
            _ = Task.Run(() => CommitAsync(cut));
        }
    }

    private async Task CommitAsync(Batch batch)
    {
        try
        {
            var row = batch.Records.Count == 0 ? 0 : await log.AppendAsync(batch.Records, _killed.Token);
            Post(() =>
            {
                _committing = false;
                batch.Effects.ForEach(effect => effect(row));
            });
        }
        catch (OperationCanceledException) when (_killed.IsCancellationRequested)
        {
            // Killed: whether it landed is for the next host to find out.
        }
        catch (Exception lost)
        {
            Fail(lost as HubLostException ?? new HubLostException($"The log of task hub '{hub}' failed: {lost.Message}", lost));
        }
    }

    private sealed class Batch
    {
        public List<LogRecord> Records { get; } = [];

        public List<Action<long>> Effects { get; } = [];
    }
}
