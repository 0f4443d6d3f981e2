using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InventoryFunctions.Retention;

/// <summary>Removes what is over, kind after kind, piece after piece. A kind that can't be removed does not keep the others.</summary>
/// <remarks>Changing the order or the names of the steps breaks a run that is under way; the next day's makes up for it.</remarks>
public static class RetentionOrchestrator
{
    // So many steps make a history that is still read quickly.
    private const int PiecesPerGeneration = 100;

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(6, TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>The orchestrator.</summary>
    [Function(nameof(RetentionOrchestrator))]
    public static async Task<RetentionProgress?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RetentionProgress progress = context.GetInput<RetentionProgress>() ?? RetentionProgress.Start;
        DateTimeOffset now = progress.Now ?? new DateTimeOffset(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
        progress = progress with { Now = now };
        for (int pieces = 0; progress.Kind <= RetentionKind.Orchestrations; pieces++)
        {
            if (pieces == PiecesPerGeneration)
            {
                context.ContinueAsNew(progress);
                return null;
            }

            string activity = progress.Kind == RetentionKind.Orchestrations
                ? nameof(RetentionActivities.PurgeOrchestrations)
                : nameof(RetentionActivities.RemoveExpired);
            try
            {
                progress = progress.After(
                    await context.CallActivityAsync<RetentionPiece>(activity, new RetentionStep(progress.Kind, now, progress.Position), Retried));
            }
            catch (TaskFailedException failure)
            {
                context.CreateReplaySafeLogger(nameof(RetentionOrchestrator)).Failed(failure, progress.Kind);
                progress = progress.AfterFailure();
            }

            context.SetCustomStatus(progress);
        }

        return progress.Failed.Count == 0
            ? progress
            : throw new InvalidOperationException($"Could not be removed to the end: {string.Join(", ", progress.Failed)}. The next run tries again.");
    }
}
