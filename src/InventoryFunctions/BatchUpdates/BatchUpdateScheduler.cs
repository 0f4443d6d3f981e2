using InventoryFunctions.Domain.BatchUpdates;
using InventoryFunctions.Schedules;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Starts batch updates when their schedule says so (parity A1, A2).</summary>
/// <remarks>
/// While the timer function is switched off (<c>AzureWebJobs.BatchUpdateTimer.Disabled</c>) occurrences pass as they do while no host is up: they
/// are made good by one run afterwards.
/// </remarks>
public sealed class BatchUpdateScheduler(
    BatchUpdateLedger ledger,
    BatchUpdateRuns runs,
    IOptions<BatchUpdateOptions> options,
    TimeProvider clock,
    ILogger<BatchUpdateScheduler> logger)
{
    private readonly AwsSchedule _schedule = AwsSchedule.Parse(options.Value.Schedule);

    /// <summary>
    /// Looks after the run that goes on, if any, and starts the next one where it is due. Several hosts may do so at once: one of them starts it.
    /// </summary>
    public async Task TickAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        LedgerState state = await ledger.ReadAsync(cancellationToken);
        bool free = state.Run is null || await runs.TryFreeAsync(client, state.Run, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        switch (ScheduleStep.Decide(_schedule, state.Schedule?.Value, now))
        {
            case ScheduleStep.Begin begin:
                if (await ledger.TrySaveAsync(state.Schedule, begin.State, cancellationToken))
                {
                    Announce(begin.State);
                }

                break;

            case ScheduleStep.Due due when !free:
                logger.OccurrenceWaits(due.Occurrence, state.Run!.Value.ExecutionId);
                break;

            case ScheduleStep.Due due:
                BatchUpdateRun run = BatchUpdateRun.New(Restock.DefaultAmount, now, due.Occurrence);
                if (await ledger.TryClaimAsync(state.Schedule!, due.State, run, cancellationToken))
                {
                    await runs.StartAsync(client, run, cancellationToken);
                }

                break;
        }
    }

    private void Announce(ScheduleState state)
    {
        if (state.Next is null)
        {
            logger.ScheduleNeverDue(state.Expression);
        }
        else
        {
            logger.ScheduleBegins(state.Expression, state.Next);
        }
    }
}
