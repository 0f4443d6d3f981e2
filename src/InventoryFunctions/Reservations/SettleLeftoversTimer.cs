using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Reservations;

/// <summary>Looks after reservations that have been open for long, once a day.</summary>
public static class SettleLeftoversTimer
{
    /// <summary>The one instance that does.</summary>
    public const string InstanceId = "SettleLeftovers";

    private const string EveryNight = "0 30 3 * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(SettleLeftoversTimer))]
    public static async Task RunAsync(
        [TimerTrigger(EveryNight)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SettleLeftoversOrchestrator), new LeftoversPage(Continuation: null), new StartOrchestrationOptions(InstanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Yesterday's is still at it.
        }
    }
}
