using System.Collections.Concurrent;
using InventoryFunctions.EmbeddedHost.Durable;
using Microsoft.DurableTask.Converters;

namespace InventoryFunctions.Tests.Orders;

/// <summary>
/// Runs the activities of orders as the platform may: not, or without an answer, or twice at once, or once more when nobody waits any more. Whatever happens, the
/// same input comes to the same result.
/// </summary>
internal sealed class OrderActivityRuns(Chance faults)
{
    private readonly ConcurrentQueue<(string Name, string? InputJson)> _asked = new();
    private readonly ConcurrentDictionary<(string Name, string? InputJson), string?> _results = new();
    private readonly ConcurrentQueue<string> _contradictions = new();

    /// <summary>Activities that answered the same input in two ways.</summary>
    public IReadOnlyCollection<string> Contradictions => _contradictions;

    /// <summary>An orchestration asks for it.</summary>
    public async Task<object?> RunAsync(OrderActivities activities, ActivityInvocation call)
    {
        _asked.Enqueue((call.Name, call.InputJson));
        int fault = faults.Strikes() ? faults.OneOf(3) : -1;
        if (fault == 0)
        {
            throw new IOException("The activity does not start.");
        }

        object?[] results = await Task.WhenAll(Enumerable.Range(0, fault == 2 ? 2 : 1).Select(_ => RunSoundlyAsync(activities, call)));
        return fault == 1 ? throw new IOException("The activity's result is lost.") : results[^1];
    }

    /// <summary>One of those that were asked for before runs again, and whether it fails is nobody's concern.</summary>
    public async Task RunLateAsync(OrderActivities activities, int number)
    {
        if (_asked.ToArray() is { Length: > 0 } asked)
        {
            try
            {
                await RepeatAsync(activities, asked[number * 7 % asked.Length]);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                // Nobody waits for it any more.
            }
        }
    }

    /// <summary>All of them once more.</summary>
    public Task RepeatAllAsync(OrderActivities activities) => Task.WhenAll(_asked.Distinct().Select(asked => RepeatAsync(activities, asked)));

    private Task<object?> RepeatAsync(OrderActivities activities, (string Name, string? InputJson) asked) =>
        RunSoundlyAsync(activities, new ActivityInvocation(asked.Name, "", asked.InputJson, CancellationToken.None));

    private async Task<object?> RunSoundlyAsync(OrderActivities activities, ActivityInvocation call)
    {
        object? result = await activities.RunAsync(call.Name, call.InputJson, call.CancellationToken);
        string? json = JsonDataConverter.Default.Serialize(result);
        if (_results.GetOrAdd((call.Name, call.InputJson), json) is var first && first != json)
        {
            _contradictions.Enqueue($"{call.Name} of {call.InputJson} answered {first}, then {json}");
        }

        return result;
    }
}
