using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>Runs functions for the triggers, and knows how many are running, so that a stop can wait for them.</summary>
internal sealed class FunctionRunner(IServiceProvider services)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _idle = Completed();
    private int _running;

    /// <summary>What functions get by <c>[DurableClient]</c>. Set before anything runs.</summary>
    public DurableTaskClient DurableClient { get; set; } = null!;

    /// <summary>Lets triggers run functions. Until then HTTP calls, which come as soon as the port is open, wait.</summary>
    public void Open() => _opened.TrySetResult();

    public async Task<object?> RunAsync(EmbeddedFunction function, Trigger trigger, Action<FunctionContext>? prepare = null)
    {
        await _opened.Task.WaitAsync(trigger.CancellationToken);
        Enter();
        try
        {
            return await function.RunAsync(services, InvocationOf(trigger), prepare);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Runs an orchestrator or activity. The durable engine stops these itself, and takes them up again after the next start.</summary>
    public Task<object?> RunDurableAsync(EmbeddedFunction function, Trigger trigger) => function.RunAsync(services, InvocationOf(trigger));

    /// <summary>Waits until nothing runs, or the time is up; tells whether everything ended.</summary>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        Task idle;
        lock (_lock)
        {
            idle = _idle.Task;
        }

        try
        {
            await idle.WaitAsync(timeout);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Invocation InvocationOf(Trigger trigger) => new()
    {
        Services = services,
        DurableClient = DurableClient,
        Trigger = trigger.Value,
        BindingData = trigger.Data,
        CancellationToken = trigger.CancellationToken,
    };

    private void Enter()
    {
        lock (_lock)
        {
            if (_running++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
