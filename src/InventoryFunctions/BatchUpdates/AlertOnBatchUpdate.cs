using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Notifications;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Tells the administrator of a job that failed, or in which too much failed (parity A7, A8, D10).</summary>
public sealed class AlertOnBatchUpdate(IAlertPublisher alerts)
{
    /// <summary>Publishes the alert that the job asks for, if it asks for one.</summary>
    [Function(nameof(AlertOnBatchUpdate))]
    public Task RunAsync([ActivityTrigger] EndedBatchUpdate ended, CancellationToken cancellationToken) =>
        JobAlerts.Decide(ended.Job, ended.Environment) is { } alert
            ? alerts.PublishAsync(alert, ended.Job.ExecutionId, cancellationToken)
            : Task.CompletedTask;
}
