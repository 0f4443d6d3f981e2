using InventoryFunctions.Events;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The queues are those of the app, each with its poison queue.</summary>
public sealed class QueuesAreTheApps : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IEnumerable<string> wanted = QueueNames.All.Append(QueueNames.ChangeFeed).SelectMany(queue => new[] { queue, QueueNames.PoisonOf(queue) });
        IEnumerable<string> there = deployment.All("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue.OwnName);
        return Sets.Compare("queue", wanted, there);
    }
}
