using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Retention;

/// <summary>Starts the removal of what is over once a day, at 03:30 UTC (parity A11).</summary>
public sealed class RetentionTimer(TimeProvider clock)
{
    private const string DailyAt0330 = "0 30 3 * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(RetentionTimer))]
    public async Task RunAsync(
        [TimerTrigger(DailyAt0330)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        string instanceId = string.Create(CultureInfo.InvariantCulture, $"Retention_{clock.GetUtcNow().UtcDateTime:yyyyMMdd}");
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                nameof(RetentionOrchestrator), RetentionProgress.Start, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another host was first.
        }
    }
}
