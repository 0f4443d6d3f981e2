using Microsoft.DurableTask.Client;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Starts a batch update because a person asks for it.</summary>
public sealed class BatchUpdateStarter(BatchUpdateLedger ledger, BatchUpdateRuns runs, TimeProvider clock)
{
    // Another attempt only follows where a run ended, or began, between two steps of this one.
    private const int MaxAttempts = 5;

    /// <summary>Starts a batch update, unless one goes on (parity A2, D9).</summary>
    public async Task<BatchUpdateStart> StartAsync(DurableTaskClient client, int amount, CancellationToken cancellationToken)
    {
        string? running = null;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            LedgerState state = await ledger.ReadAsync(cancellationToken);
            if (state.Run is { } held && !await runs.TryFreeAsync(client, held, cancellationToken))
            {
                running = held.Value.ExecutionId;
                break;
            }

            BatchUpdateRun run = BatchUpdateRun.New(amount, clock.GetUtcNow());
            if (await ledger.TryBeginAsync(run, cancellationToken))
            {
                await runs.StartAsync(client, run, cancellationToken);
                return new BatchUpdateStart.Started(run.ExecutionId);
            }
        }

        return new BatchUpdateStart.AlreadyRunning(running);
    }
}
