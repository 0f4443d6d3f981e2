using System.Collections.Concurrent;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Notifications;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>Keeps the alerts a test asks about.</summary>
internal sealed class AlertRecorder : IAlertPublisher
{
    private readonly ConcurrentQueue<(JobAlert Alert, string ExecutionId)> _alerts = new();

    public IReadOnlyCollection<(JobAlert Alert, string ExecutionId)> Alerts => _alerts;

    public Task PublishAsync(JobAlert alert, string executionId, CancellationToken cancellationToken)
    {
        _alerts.Enqueue((alert, executionId));
        return Task.CompletedTask;
    }
}
