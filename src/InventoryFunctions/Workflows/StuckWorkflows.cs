using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Importing;
using InventoryFunctions.Recovery;
using InventoryFunctions.Reservations;
using InventoryFunctions.Retention;
using InventoryFunctions.StockLevels;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Workflows;

/// <summary>Finds orchestrations that should have gone on and have not, for an alarm to go by.</summary>
/// <remarks>
/// Those that nobody began to run within <see cref="Patience"/>, and those that nothing happened to for as long though they never wait that long. Others do
/// wait, by design: for a person, the end of a hold, or a mail service. What is wrong with those is found by the timers that look after them.
/// </remarks>
public sealed class StuckWorkflows(WorkflowMetrics metrics, TimeProvider clock, ILogger<StuckWorkflows> logger)
{
    /// <summary>How long nothing may happen. The longest pause between two attempts of a step is five minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // So many are named in the log; the metric counts all.
    private const int MaxLogged = 20;

    /// <summary>The orchestrators that never wait as long as <see cref="Patience"/>.</summary>
    internal static readonly IReadOnlySet<string> NeverWaitLong = new HashSet<string>
    {
        nameof(BatchUpdateOrchestrator),
        nameof(CheckInventoryLevelOrchestrator),
        nameof(EndOrderOrchestrator),
        nameof(ImportOrchestrator),
        nameof(ReconcileOrchestrator),
        nameof(RestoreOrchestrator),
        nameof(RetentionOrchestrator),
        nameof(SettleLeftoversOrchestrator),
    };

    private static readonly OrchestrationRuntimeStatus[] Unfinished = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running];

    /// <summary>Counts them.</summary>
    public async Task<int> CountAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - Patience;
        int stuck = 0;
        await foreach (OrchestrationMetadata instance in
            client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = Unfinished, CreatedTo = since }).WithCancellation(cancellationToken))
        {
            if (IsStuck(instance, since) && ++stuck <= MaxLogged)
            {
                logger.Stuck(instance.Name, instance.InstanceId, instance.RuntimeStatus, instance.LastUpdatedAt);
            }
        }

        metrics.Record(stuck);
        return stuck;
    }

    private static bool IsStuck(OrchestrationMetadata instance, DateTimeOffset since) =>
        instance.LastUpdatedAt <= since
        && (instance.RuntimeStatus == OrchestrationRuntimeStatus.Pending || NeverWaitLong.Contains(instance.Name));
}
