using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.StockLevels;
using InventoryFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.StockLevels;

/// <summary>Marks an item out of stock, if nothing of it is left now (parity B8, D8).</summary>
public sealed class MarkOutOfStock(InventoryStore store, TimeProvider clock, ILogger<MarkOutOfStock> logger)
{
    // Whoever changes an item without stock gives it some; each lost attempt reads again and finds that.
    private const int MaxAttempts = 20;

    /// <summary>
    /// Looks at the item as it is now, and marks it on condition that it stays so. Done again, it changes nothing and answers the same, unless stock has come
    /// back meanwhile.
    /// </summary>
    /// <returns>Whether nothing is left and the item is marked.</returns>
    [Function(nameof(MarkOutOfStock))]
    public async Task<bool> RunAsync([ActivityTrigger] LevelCheck check, CancellationToken cancellationToken)
    {
        string itemId = check.Item.ItemId;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ItemLookup present = await store.LookUpAsync(itemId, cancellationToken);
            if (present.Stored is not { } before)
            {
                logger.NotMarked(itemId, check.ChangeId);
                return false;
            }

            DateTimeOffset now = clock.GetUtcNow();
            if (StockLevelCheck.MarkOutOfStock(before.Item, now) is not { } marked)
            {
                return StockLevelCheck.IsGone(before.Item);
            }

            ChangeCause cause = new(ChangeCauseKind.StockLevelCheck, LevelChecks.InstanceIdOf(check.ChangeId, itemId));
            if (await store.CommitAsync(store.ShardOf(itemId), [new PlannedChange(before, marked)], cause, now, cancellationToken) is CommitResult.Committed)
            {
                return true;
            }
        }

        throw new InvalidOperationException($"Item {itemId} was changed by others during each of {MaxAttempts} attempts to mark it out of stock.");
    }
}
