using System.Security.Cryptography;
using System.Text;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Events;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Notifications;

/// <summary>Writes alerts to the log as warnings and publishes them as <see cref="InventoryAlert"/> events (parity A7, A8, A12).</summary>
internal sealed class AlertPublisher(IEventBus bus, TimeProvider clock, ILogger<AlertPublisher> logger) : IAlertPublisher
{
    // In characters: however they are escaped, the event fits a queue message.
    private const int MaxMessage = 8 * 1024;

    public Task PublishAsync(JobAlert alert, string executionId, CancellationToken cancellationToken)
    {
        logger.Alert(alert.Subject, alert.Message, executionId);
        InventoryAlert told = new(alert.Subject, alert.Message[..Math.Min(alert.Message.Length, MaxMessage)], executionId);
        return bus.PublishAsync([InventoryEvents.Create(IdOf(alert, executionId), clock.GetUtcNow(), told)], cancellationToken);
    }

    // One job alerts of one subject once, however often the step runs.
    private static string IdOf(JobAlert alert, string executionId) =>
        $"{executionId}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alert.Subject)).AsSpan(0, 8))}";
}
