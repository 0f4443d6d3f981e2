using System.Diagnostics;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Storage;

namespace InventoryFunctions.EmbeddedHost.Durable.Hub;

/// <summary>Runs activities, in order of their scheduling and only so many at once. Touched by the hub's thread only.</summary>
internal sealed class ActivityPool(
    DurableEngineOptions options,
    DurableFunctions functions,
    Func<InstanceKey, int, bool> isAwaited,
    Func<InstanceKey, string?> traceOf,
    Action<InstanceKey, StepEvent?, Action> answered) : IDisposable
{
    /// <summary>Results are stored in one step, a step in few transactions of 4 MiB each with binary as base64.</summary>
    public const int MaxResultCharacters = 3_500_000;

    private readonly Queue<(InstanceKey Caller, StepEvent Call)> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    public void Add(InstanceKey caller, StepEvent call)
    {
        _waiting.Enqueue((caller, call));
        StartNext();
    }

    /// <summary>Starts no more, cancels what runs and completes when it has ended. Activities that obey the cancellation run again later.</summary>
    public Task StopAsync()
    {
        _stopping.Cancel();
        CheckIdle();
        return _idle.Task;
    }

    public void Dispose() => _stopping.Dispose();

    private void StartNext()
    {
        while (_running < options.MaxConcurrentActivities && !_stopping.IsCancellationRequested && _waiting.TryDequeue(out var next))
        {
            if (isAwaited(next.Caller, next.Call.Task!.Value))
            {
                _running++;
                var trace = traceOf(next.Caller);
                _ = Task.Run(() => RunAsync(next.Caller, next.Call, trace));
            }
        }
    }

    private async Task RunAsync(InstanceKey caller, StepEvent call, string? trace)
    {
        StepEvent? answer;
        using (var span = DurableTracing.StartActivity(trace, call.Name!, caller.Instance))
        {
            answer = await AnswerAsync(caller, call);
            if (answer is { Failure: { } failure })
            {
                span?.SetStatus(ActivityStatusCode.Error, failure.Type);
            }
        }

        // After its span, which has to end before the orchestration's does.
        answered(caller, answer, Ended);

        void Ended()
        {
            _running--;
            CheckIdle();
            StartNext();
        }
    }

    /// <summary>What the activity comes to; null where it was cancelled, to run again later.</summary>
    private async Task<StepEvent?> AnswerAsync(InstanceKey caller, StepEvent call)
    {
        var stopping = _stopping.Token;
        try
        {
            return await InvokeAsync(caller, call, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception thrown)
        {
            return Failed(call, Failure.From(thrown));
        }
    }

    private async Task<StepEvent> InvokeAsync(InstanceKey caller, StepEvent call, CancellationToken stopping)
    {
        if (!functions.TryGetActivity(call.Name!, out var activity))
        {
            return Failed(call, new Failure(
                typeof(InvalidOperationException).FullName!,
                $"There is no activity function named '{call.Name}'. Registered: {string.Join(", ", functions.ActivityNames.Order())}.",
                Permanent: true));
        }

        var result = options.DataConverter.Serialize(await activity(new ActivityInvocation(call.Name!, caller.Instance, call.Data, stopping)));
        return result?.Length > MaxResultCharacters
            ? Failed(call, new Failure(
                typeof(InvalidOperationException).FullName!,
                $"The result of activity '{call.Name}' is {result.Length} characters of JSON; the limit is {MaxResultCharacters}. Store it and return its key.",
                Permanent: true))
            : new StepEvent { Kind = EventKind.ActivityCompleted, Task = call.Task, Data = result };
    }

    private static StepEvent Failed(StepEvent call, Failure failure) =>
        new() { Kind = EventKind.ActivityFailed, Task = call.Task, Failure = failure };

    private void CheckIdle()
    {
        if (_stopping.IsCancellationRequested && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}
