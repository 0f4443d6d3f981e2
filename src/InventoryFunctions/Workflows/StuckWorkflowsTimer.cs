using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.Workflows;

/// <summary>Looks for stuck orchestrations every hour: to do so, engines on Table Storage read through all instances that are kept.</summary>
public sealed class StuckWorkflowsTimer(StuckWorkflows stuck)
{
    private const string EveryHour = "0 17 * * * *";

    /// <summary>The timer function.</summary>
    [Function(nameof(StuckWorkflowsTimer))]
    public Task RunAsync([TimerTrigger(EveryHour)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        stuck.CountAsync(client, cancellationToken);
}
