using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Samples;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Gives an empty inventory the original's sample items (parity A4).</summary>
public sealed class LoadSampleItems(InventoryStore store, TimeProvider clock)
{
    /// <summary>Creates those of the sample items that are not there. Done twice, it changes nothing.</summary>
    [Function(nameof(LoadSampleItems))]
    public async Task RunAsync([ActivityTrigger] SampleItemsToLoad input, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (IGrouping<int, InventoryItem> shard in SampleItems.Scheduler(input.BatchSize, now).GroupBy(item => store.ShardOf(item.ItemId)))
        {
            List<PlannedChange> missing = [.. shard.Select(item => new PlannedChange(null, item))];
            while (missing.Count > 0 && await CommitAsync(shard.Key, missing) is CommitResult.Conflict { ItemId: { } existing })
            {
                missing.RemoveAll(change => change.ItemId == existing);
            }
        }

        Task<CommitResult> CommitAsync(int shard, IReadOnlyList<PlannedChange> changes) =>
            store.CommitAsync(shard, changes, new ChangeCause(ChangeCauseKind.Samples, input.ExecutionId), now, cancellationToken);
    }
}
