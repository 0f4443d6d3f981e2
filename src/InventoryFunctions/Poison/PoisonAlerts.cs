using System.Globalization;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Events;
using InventoryFunctions.Notifications;
using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Poison;

/// <summary>What happens once a message is poisoned: it is counted, logged, and the administrator is told.</summary>
public sealed class PoisonAlerts(
    PoisonMetrics metrics, IAlertPublisher alerts, IOptions<EnvironmentOptions> environment, ILogger<PoisonAlerts> logger)
{
    /// <summary>Never fails: the message lies where it should, told or not.</summary>
    public async Task RaiseAsync(string queue, PoisonMessage message, CancellationToken cancellationToken)
    {
        metrics.Count(queue);
        logger.Poisoned(queue, message.Id, message.Attempts, message.Reason);
        if (queue == QueueNames.Notifications)
        {
            // Where telling the administrator is what fails, telling so would fail in turn, and so on for ever.
            return;
        }

        try
        {
            // Poisoned again after it was put back is news: then it failed first at another time.
            string id = string.Create(CultureInfo.InvariantCulture, $"{message.Id}/{message.FirstFailedAt.UtcTicks}");
            await alerts.PublishAsync(Decide(queue, message, environment.Value.Name), id, cancellationToken);
        }
#pragma warning disable CA1031 // As with jobs, an alert that fails fails nothing else (parity A9).
        catch (Exception problem)
#pragma warning restore CA1031
        {
            logger.NotAlerted(problem, queue, message.Id);
        }
    }

    private static JobAlert Decide(string queue, PoisonMessage message, string environment) => new(
        $"[{environment}] Message Could Not Be Processed",
        $"Queue {queue}, message {message.Id}, delivered {(message.Attempts == 1 ? "once" : $"{message.Attempts} times")}: {message.Reason}");
}
