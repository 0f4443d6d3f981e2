using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>The steps of <see cref="RetentionOrchestrator"/>. Each may run twice.</summary>
public sealed class RetentionActivities(
    IEnumerable<IRetention> retentions, IOptions<RetentionOptions> options, RetentionMetrics metrics, ILogger<RetentionActivities> logger)
{
    // A daily run purges a day. What a run that did not take place left is cut into days as well, and the rest is one piece.
    private const int DaysOneByOne = 7;

    /// <summary>Removes a piece of one kind.</summary>
    [Function(nameof(RemoveExpired))]
    public async Task<RetentionPiece> RemoveExpired([ActivityTrigger] RetentionStep step, CancellationToken cancellation)
    {
        RetentionPiece piece = await retentions.First(retention => retention.Kind == step.Kind).RemoveSomeAsync(step.Now, step.Position, cancellation);
        Count(step, piece.Removed);
        return piece;
    }

    /// <summary>Purges a piece of the orchestrations that have finished; a running one stays, however old it is.</summary>
    [Function(nameof(PurgeOrchestrations))]
    public async Task<RetentionPiece> PurgeOrchestrations(
        [ActivityTrigger] RetentionStep step, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        int day = step.Position is null ? DaysOneByOne : int.Parse(step.Position, System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset end = step.Now - options.Value.Orchestrations;
        PurgeInstancesFilter finished = new(
            CreatedFrom: day == DaysOneByOne ? null : end.AddDays(-day - 1),
            CreatedTo: end.AddDays(-day),
            Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        PurgeResult purged = await durable.PurgeAllInstancesAsync(finished, cancellation);
        Count(step, purged.PurgedInstanceCount);
        return new RetentionPiece(
            purged.PurgedInstanceCount, day == 0 ? null : (day - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Count(RetentionStep step, int removed)
    {
        if (removed > 0)
        {
            metrics.Removed(step.Kind, removed);
            logger.Removed(step.Kind, removed);
        }
    }
}
