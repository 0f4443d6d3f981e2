using Microsoft.DurableTask;

namespace InventoryFunctions.Workflows;

/// <summary>Waits of an orchestration that end in time. Deterministic: they wait on the orchestration's own tasks only.</summary>
internal static class TimedWaits
{
    /// <summary>Waits until <paramref name="due"/>, or until <paramref name="told"/> has come; whether it was the latter.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="told">
    /// A wait for an event. It is never given up, and is to be passed again until it has come: one that was given up swallows the event with some versions
    /// of the platform.
    /// </param>
    /// <param name="due">When it ends without.</param>
    public static async Task<bool> IsToldBeforeAsync(this TaskOrchestrationContext context, Task told, DateTimeOffset due)
    {
        using CancellationTokenSource over = new();
        Task first = await Task.WhenAny(told, context.CreateTimer(due.UtcDateTime, over.Token));
#pragma warning disable CA1849 // CancelAsync goes on elsewhere than on the orchestration's own thread.
        over.Cancel();
#pragma warning restore CA1849
        return first == told;
    }
}
