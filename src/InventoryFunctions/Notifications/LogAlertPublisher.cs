using InventoryFunctions.Domain.Jobs;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Writes alerts to the log as warnings: what a host without an Event Grid topic does.</summary>
internal sealed class LogAlertPublisher(ILogger<LogAlertPublisher> logger) : IAlertPublisher
{
    public Task PublishAsync(JobAlert alert, string executionId, CancellationToken cancellationToken)
    {
        logger.Alert(alert.Subject, alert.Message, executionId);
        return Task.CompletedTask;
    }
}
