namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>One thread that does everything the hub decides, in order of arrival. A thread of its own: busy activities cannot starve it.</summary>
internal sealed class EventLoop(string name, Action afterEach)
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<Action> _queue = new();
    private bool _stopped;

    /// <summary>Completes when the loop has ended, faulted where an action threw.</summary>
    public Task Ended => _ended.Task;

    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { Name = name, IsBackground = true }.Start();
        }
    }

    /// <summary>Queues an action. False once the loop was stopped: the action will not run.</summary>
    public bool Post(Action action)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return false;
            }

            _queue.Enqueue(action);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        var taken = new Queue<Action>();
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    while (_queue.Count == 0 && !_stopped)
                    {
                        Monitor.Wait(_gate);
                    }

                    if (_stopped)
                    {
                        break;
                    }

                    (_queue, taken) = (taken, _queue);
                }

                while (taken.TryDequeue(out var action))
                {
                    action();
                }

                afterEach();
            }

            _ended.SetResult();
        }
        catch (Exception broken)
        {
            Stop();
            _ended.SetException(broken);
        }
    }
}
