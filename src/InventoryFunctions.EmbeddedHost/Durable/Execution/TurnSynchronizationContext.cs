namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>
/// Runs the continuations of one orchestrator, on the engine's thread and only during a turn. A continuation that arrives otherwise
/// means that the orchestrator awaited something the engine does not own.
/// </summary>
internal sealed class TurnSynchronizationContext(Action escaped) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _turnThread;

    public bool IsInTurn => Volatile.Read(ref _turnThread) == Environment.CurrentManagedThreadId;

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _turnThread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (_queue.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            Volatile.Write(ref _turnThread, 0);
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsInTurn)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            escaped();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
}
