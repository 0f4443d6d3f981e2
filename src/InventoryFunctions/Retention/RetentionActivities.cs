using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>The steps of <see cref="RetentionOrchestrator"/>. Each may run twice.</summary>
public sealed class RetentionActivities(
    IEnumerable<IRetention> retentions, IOptions<RetentionOptions> options, RetentionMetrics metrics, ILogger<RetentionActivities> logger)
{
    // A daily run purges a day, hour by hour: a day of a busy shop is more than one activity may take on Azure. What runs that did not take place left is cut
    // into days, because each piece looks through all instances, and what is older than these is one piece. A piece that is cut off has purged what it has.
    private const int HoursOfADay = 24;
    private const int HoursOneByOne = HoursOfADay;
    private const int HoursInPieces = 7 * HoursOfADay;

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
        // Positions count the hours between the end of a piece and the end of all of them.
        int hours = step.Position is null ? HoursInPieces : int.Parse(step.Position, CultureInfo.InvariantCulture);
        DateTimeOffset end = step.Now - options.Value.OrchestrationsKept;
        PurgeInstancesFilter finished = new(
            CreatedFrom: hours == HoursInPieces ? null : end.AddHours(-hours - (hours < HoursOneByOne ? 1 : HoursOfADay)),
            CreatedTo: end.AddHours(-hours),
            Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        PurgeResult purged = await durable.PurgeAllInstancesAsync(finished, cancellation);
        Count(step, purged.PurgedInstanceCount);
        int next = hours - (hours > HoursOneByOne ? HoursOfADay : 1);
        return new RetentionPiece(purged.PurgedInstanceCount, hours == 0 ? null : next.ToString(CultureInfo.InvariantCulture));
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
