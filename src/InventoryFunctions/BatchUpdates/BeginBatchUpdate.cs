using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>The first step of a batch update.</summary>
public sealed class BeginBatchUpdate(JobStore jobs, InventoryStore store, TimeProvider clock)
{
    /// <summary>Sees to it that the job has its record, RUNNING, and says whether the inventory is empty. Done twice, it changes nothing.</summary>
    [Function(nameof(BeginBatchUpdate))]
    public async Task<bool> RunAsync([ActivityTrigger] string executionId, CancellationToken cancellationToken)
    {
        await jobs.InsertAsync(JobRecord.Begin(executionId, JobKind.BatchUpdate, clock.GetUtcNow()), cancellationToken);
        ItemListPage first = await store.ListAsync(new ItemQuery(), 1, null, cancellationToken);
        return first.Items.Count == 0 && first.Unreadable.Count == 0;
    }
}
