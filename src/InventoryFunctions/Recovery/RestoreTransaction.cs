using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Importing;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>Restores a few items of a shard in one transaction with the cursor: reads, decides, commits; where somebody else was faster, again.</summary>
internal sealed class RestoreTransaction(
    InventoryStore store,
    RestoreCursors cursors,
    ReservationStore reservations,
    TimeProvider clock,
    ShardToRestore step,
    ShardTrails trails,
    Func<IReadOnlyList<ItemRestoration>, Task> reportAsync)
{
    /// <summary>How often one item's restoration may come too late before it is given up, so that the others go on.</summary>
    internal const int MaxConflictsPerItem = 20;

    // How often the item and its trail are read again where they do not meet: somebody changes the item all the time, or the journal has a gap.
    private const int MaxReadings = 5;

    private readonly ItemLookups _lookups = new(store);
    private readonly Dictionary<string, int> _conflicts = new(StringComparer.Ordinal);
    private Dictionary<string, ItemLookup> _items = [];

    /// <summary>Restores <paramref name="itemIds"/>, in key order, unless another attempt did.</summary>
    /// <returns>The cursor as it stands then.</returns>
    public async Task<RestoreCursor> RunAsync(string[] itemIds, RestoreCursor cursor, CancellationToken cancellationToken)
    {
        while (true)
        {
            await MeetAsync(itemIds, cancellationToken);

            // After the items were read, and before anything is reported of them: where another attempt of this step, or this one with its answer lost, has
            // restored them already, they would be found as they should be, and the report of what was done to them overwritten with that.
            RestoreCursor standing = await cursors.ReadAsync(step.ExecutionId, step.Shard, cancellationToken);
            if (standing.ETag != cursor.ETag)
            {
                return standing;
            }

            DateTimeOffset now = clock.GetUtcNow();
            List<RestoreDecision> decisions = [];
            foreach (string itemId in itemIds)
            {
                decisions.Add(await DecideAsync(itemId, now, cancellationToken));
            }

            ItemRestoration[] decided = [.. decisions.Select(decision => decision.Report)];
            RestoreCursor next = cursor.After(decided);
            await reportAsync(decided);
            switch (await CommitAsync(decisions, next, now, cancellationToken))
            {
                case CommitResult.Committed { Alongside: { } moved }:
                    return next with { ETag = moved };
                case CommitResult.Conflict { ItemId: { } itemId }:
                    _conflicts[itemId] = _conflicts.GetValueOrDefault(itemId) + 1;
                    await trails.ReadAsync(cancellationToken);
                    break;
                default:
                    // Another attempt of this step moved the cursor, or the answer was lost: go on from where it stands.
                    return await cursors.ReadAsync(step.ExecutionId, step.Shard, cancellationToken);
            }
        }
    }

    /// <summary>Reads the items, and as much of the journal as led to them.</summary>
    private async Task MeetAsync(string[] itemIds, CancellationToken cancellationToken)
    {
        _items = await _lookups.FindAsync(step.Shard, itemIds, cancellationToken);
        for (int reading = 0; reading < MaxReadings && itemIds.Any(id => Obstacle(id) is not null); reading++)
        {
            await (itemIds.All(id => trails[id].IsUnbroken) ? trails.ReadAsync(cancellationToken) : trails.ReadAnewAsync(cancellationToken));
            _items = await _lookups.FindAsync(step.Shard, itemIds, cancellationToken);
        }
    }

    private string? Obstacle(string itemId) => (trails[itemId], _items[itemId]) switch
    {
        (_, { Unreadable: { } row }) => $"is there, but unreadable ({row.Rule}); PUT or DELETE it first",
        ({ IsUnbroken: false }, _) => "can't be restored: a change of it is missing from the journal",
        var (trail, lookup) when trail.Last != lookup.Stored?.Item =>
            "is not as the last recorded change left it: somebody wrote past this application, or changes it all the time",
        _ => null,
    };

    private async Task<RestoreDecision> DecideAsync(string itemId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        InventoryItem? present = _items[itemId].Stored?.Item;
        string? obstacle = _conflicts.GetValueOrDefault(itemId) >= MaxConflictsPerItem
            ? "was changed by others all the time while it was being restored; restore again"
            : Obstacle(itemId);
        if (obstacle is not null)
        {
            return RestoreDecision.Fail(itemId, present, obstacle);
        }

        // After the item was read: a reservation made since changes its ETag, and the transaction fails.
        ItemTrail trail = trails[itemId];
        bool isHeld = trail.AtStart is null && present is not null
            && (await reservations.ListOpenAsync(itemId, 1, null, cancellationToken)).Items.Count > 0;
        return RestoreDecision.Of(itemId, trail, present, isHeld, now);
    }

    private async Task<CommitResult> CommitAsync(
        IReadOnlyList<RestoreDecision> decisions, RestoreCursor next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PlannedChange[] planned = [.. decisions
            .Where(decision => decision.IsChange && !step.DryRun)
            .Select(decision => new PlannedChange(_items[decision.Report.ItemId].Stored, decision.After))];
        if (planned.Length == 0)
        {
            return await cursors.MoveAsync(step.ExecutionId, step.Shard, next, cancellationToken) is { } moved
                ? new CommitResult.Committed([]) { Alongside = moved.ETag }
                : new CommitResult.Conflict(null, 0);
        }

        return await store.CommitAsync(
            step.Shard,
            planned,
            new ChangeCause(ChangeCauseKind.Restore, step.ExecutionId),
            now,
            cancellationToken,
            RestoreCursors.Move(step.ExecutionId, step.Shard, next));
    }
}
