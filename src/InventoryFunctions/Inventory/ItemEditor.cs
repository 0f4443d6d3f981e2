using System.Diagnostics;
using InventoryFunctions.Api;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Inventory;

/// <summary>
/// Stores and removes single items: reads, decides, commits what holds for the state that was read; where somebody else was faster, again.
/// </summary>
public sealed class ItemEditor(InventoryStore store, ReservationStore reservations, TimeProvider time)
{
    // Each lost attempt is another's success; a request that loses this often had better be sent again.
    private const int MaxAttempts = 20;

    /// <summary>Creates or replaces an item. The same again changes nothing, the version included.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="body">The item as it shall be; it breaks no rule.</param>
    /// <param name="conditions">Hold for the item as it is when it is replaced, whatever happens at the same time.</param>
    /// <param name="cause">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">412: the conditions do not hold. 409: others changed the item each time.</exception>
    public async Task<PutOutcome> PutAsync(
        string itemId, ItemBody body, Preconditions conditions, ChangeCause cause, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ItemLookup present = await store.LookUpAsync(itemId, cancellationToken);
            conditions.Demand(present.ETag);
            DateTimeOffset now = time.GetUtcNow();
            InventoryItem wanted = body.ToItem(itemId, present.Stored?.Item);
            if (ItemReplacement.Decide(present.Stored?.Item, wanted, now) is not { } after)
            {
                return new PutOutcome(present.Stored ?? throw new UnreachableException(), Created: false);
            }

            if (present.Unreadable is { } row)
            {
                after = after with { Version = row.Version + 1 };
            }

            if (await CommitAsync(itemId, present, after, cause, now, cancellationToken) is { } committed)
            {
                StoredItem stored = committed.Items is [var item, ..] ? item : throw Contended(itemId);
                return new PutOutcome(stored, Created: present.ETag is null);
            }
        }

        throw Contended(itemId);
    }

    /// <summary>Removes an item, unless orders hold pieces of it.</summary>
    /// <exception cref="ApiException">
    /// 404: there is none. 412: the conditions do not hold. 409: it has open reservations, or others changed the item each time.
    /// </exception>
    public async Task DeleteAsync(string itemId, Preconditions conditions, ChangeCause cause, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ItemLookup present = await store.LookUpAsync(itemId, cancellationToken);
            if (present.ETag is null)
            {
                throw ItemProblems.NotFound(itemId);
            }

            conditions.Demand(present.ETag);

            // Between the item's read and its deletion: a reservation made meanwhile changes the item's ETag, and the deletion fails.
            ListPage<Reservation> open = await reservations.ListOpenAsync(itemId, ReservationStore.MaxPageSize, null, cancellationToken);
            if (open.Items.Count > 0)
            {
                throw ItemProblems.Reserved(itemId, open);
            }

            if (await CommitAsync(itemId, present, after: null, cause, time.GetUtcNow(), cancellationToken) is not null)
            {
                return;
            }
        }

        throw Contended(itemId);
    }

    private async Task<CommitResult.Committed?> CommitAsync(
        string itemId, ItemLookup present, InventoryItem? after, ChangeCause cause, DateTimeOffset now, CancellationToken cancellationToken) =>
        await store.CommitAsync(
            store.ShardOf(itemId),
            [new PlannedChange(present.Stored, after) { Unreadable = present.Unreadable }],
            cause,
            now,
            cancellationToken) as CommitResult.Committed;

    private static ApiException Contended(string itemId) =>
        new(ApiProblem.Conflict($"Item {itemId} was changed by others during each of {MaxAttempts} attempts. Send the request again."));
}
