using System.Collections.Concurrent;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Tests.Callbacks;

/// <summary>Somebody outside, who is asked and answers when a test wants it.</summary>
internal sealed class Carrier
{
    private readonly ConcurrentQueue<TaskAssignment<string>> _asked = new();

    /// <summary>Runs while the carrier is being asked.</summary>
    public Func<string, Task>? WhileAsked { get; set; }

    public async Task AskAsync(TaskAssignment<string> assignment)
    {
        await (WhileAsked?.Invoke(assignment.Token) ?? Task.CompletedTask);
        _asked.Enqueue(assignment);
    }

    /// <summary>The token of the first question, once it was asked.</summary>
    public async Task<string> TokenAsync()
    {
        await Eventually.HoldsAsync(() => !_asked.IsEmpty, "the carrier was asked");
        Assert.True(_asked.TryPeek(out TaskAssignment<string>? assignment));
        Assert.Equal("parcel 7", assignment.Input);
        return assignment.Token;
    }
}

internal sealed record CarrierQuestion(TimeSpan Timeout, TimeSpan? Heartbeat = null);

internal sealed record CarrierOffer(string Name, decimal Price);

/// <summary>A sample: asks, waits, and says what came of it.</summary>
public static class CarrierOrchestrator
{
    [Function(nameof(CarrierOrchestrator))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        CarrierQuestion question = context.GetInput<CarrierQuestion>()!;
        CarrierOffer offer = await context.WaitForTaskAsync<CarrierOffer>(nameof(AskCarrier), "parcel 7", question.Timeout, question.Heartbeat);
        return FormattableString.Invariant($"{offer.Name.Length} letters carry it for {offer.Price}");
    }
}

/// <summary>A sample: hands the token to somebody outside.</summary>
public sealed class AskCarrier(IServiceProvider services)
{
    [Function(nameof(AskCarrier))]
    public Task RunAsync([ActivityTrigger] TaskAssignment<string> assignment) =>
        ((Carrier)services.GetService(typeof(Carrier))!).AskAsync(assignment);
}
