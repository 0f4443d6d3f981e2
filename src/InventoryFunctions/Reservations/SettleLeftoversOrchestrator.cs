using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Reservations;

/// <summary>Goes through the reservations that have been open for long, page by page, however many there are and however often the host stops.</summary>
public static class SettleLeftoversOrchestrator
{
    // A page that can't be read in two hours is left to the next day.
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 30, TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>The orchestration.</summary>
    [Function(nameof(SettleLeftoversOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        LeftoversPage page = context.GetInput<LeftoversPage>() ?? new LeftoversPage(Continuation: null);
        LeftoversPage next = await context.CallActivityAsync<LeftoversPage>(nameof(SettleLeftovers), page, Patiently);
        if (next.Continuation is not null)
        {
            context.ContinueAsNew(next);
        }
    }
}
