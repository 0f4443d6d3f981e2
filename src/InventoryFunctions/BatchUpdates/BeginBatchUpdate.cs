using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The first step of a batch update.</summary>
public sealed class BeginBatchUpdate(BatchUpdateLedger ledger, JobStore jobs, InventoryStore store, TimeProvider clock)
{
    /// <summary>
    /// Sees to it that the job has its record, RUNNING, and says whether the inventory is empty. Done twice, it changes nothing; a run that has
    /// ended is not begun again (parity D9).
    /// </summary>
    [Function(nameof(BeginBatchUpdate))]
    public async Task<BatchUpdateBeginning> RunAsync([ActivityTrigger] string executionId, CancellationToken cancellationToken)
    {
        if (!await ledger.IsRunningAsync(executionId, cancellationToken))
        {
            return BatchUpdateBeginning.EndedBefore;
        }

        await jobs.InsertAsync(JobRecord.Begin(executionId, JobKind.BatchUpdate, clock.GetUtcNow()), cancellationToken);
        ItemListPage first = await store.ListAsync(new ItemQuery(), 1, null, cancellationToken);
        return first.Items.Count == 0 && first.Unreadable.Count == 0 ? BatchUpdateBeginning.BegunWithoutItems : BatchUpdateBeginning.Begun;
    }
}
