using Azure.Data.Tables;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Importing;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Recovery;

/// <summary>Compares the items of a shard, range after range, with what is recorded of them. Changes nothing but the report.</summary>
/// <remarks>
/// Nobody is held up meanwhile: the items are read before their record is, so that what is recorded by then explains them. What does not, is read once more,
/// and only what differs again in the same way is reported.
/// </remarks>
public sealed class ShardReconciliation(TableServiceClient tables, InventoryStore store, RecordedChanges changes, ReconcileReport report)
{
    /// <summary>The most items of one step that are read; those of a range that were deleted come on top.</summary>
    internal const int ItemsAtOnce = 2 * InventoryStore.MaxPageSize;

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);

    /// <summary>Compares up to 2,000 items and reports what differs; done twice, it reports the same.</summary>
    public async Task<ReconciledPiece> RunAsync(PieceToReconcile piece, CancellationToken cancellationToken)
    {
        (Dictionary<string, ItemLookup> items, string? last) = await ReadItemsAsync(piece, cancellationToken);
        bool IsInRange(string itemId) => (piece.AfterItemId is null || string.CompareOrdinal(itemId, piece.AfterItemId) > 0)
            && (last is null || string.CompareOrdinal(itemId, last) <= 0);
        OpenReservations open = await OpenReservations.ReadAsync(_table, piece.Shard, IsInRange, cancellationToken);
        ShardRecords records = await ShardRecords.ReadAsync(changes, piece.Shard, piece.Since, IsInRange, null, cancellationToken);

        HashSet<string> itemIds = [.. items.Keys, .. open.ItemIds, .. records.ItemIds];
        List<Drift> suspected = Compare(itemIds, items, open, records, piece.Since);
        List<Drift> drifts = suspected.Count == 0 ? [] : await ConfirmAsync(piece, suspected, records, cancellationToken);
        long drifting = drifts.Select(drift => drift.ItemId).Distinct(StringComparer.Ordinal).Count();
        if (piece.AfterItemId is null)
        {
            // They are read with every range, and reported with the first.
            drifts.AddRange(records.Unreadable.Select(id => new Drift
            {
                Kind = DriftKind.ChangeUnreadable,
                ChangeId = id,
                Details = "it can't be read: what it did, and to which items, is not known",
            }));
        }

        await report.WriteAsync(piece.ExecutionId, drifts, cancellationToken);
        return new ReconciledPiece(new ReconcileCounts(itemIds.Count, drifting, drifts.Count), last);
    }

    private static List<Drift> Compare(
        IEnumerable<string> itemIds, Dictionary<string, ItemLookup> items, OpenReservations open, ShardRecords records, DateTimeOffset since) =>
    [
        .. itemIds.SelectMany(itemId =>
        {
            ItemLookup lookup = items.GetValueOrDefault(itemId) ?? ItemLookup.Missing;
            PresentItem present = new(itemId, lookup.Stored?.Item, lookup.Unreadable?.Rule, open.Of(itemId), open.UnreadableOf(itemId));
            return Reconciliation.Of(present, records.Find(itemId), since);
        }),
    ];

    private async Task<List<Drift>> ConfirmAsync(
        PieceToReconcile piece, List<Drift> suspected, ShardRecords earlier, CancellationToken cancellationToken)
    {
        HashSet<string> itemIds = [.. suspected.Select(drift => drift.ItemId).OfType<string>()];
        Dictionary<string, ItemLookup> items = await new ItemLookups(store).FindAsync(piece.Shard, itemIds, cancellationToken);
        OpenReservations open = await OpenReservations.ReadAsync(_table, piece.Shard, itemIds.Contains, cancellationToken);
        ShardRecords records = await ShardRecords.ReadAsync(changes, piece.Shard, piece.Since, itemIds.Contains, earlier, cancellationToken);
        ILookup<string?, Drift> before = suspected.ToLookup(drift => drift.ItemId);
        return [.. Compare(itemIds, items, open, records, piece.Since).Where(drift => before[drift.ItemId].Any(drift.IsSameAs))];
    }

    /// <summary>The next items, and the last of them where more follow.</summary>
    private async Task<(Dictionary<string, ItemLookup> Items, string? Last)> ReadItemsAsync(PieceToReconcile piece, CancellationToken cancellationToken)
    {
        Dictionary<string, ItemLookup> items = new(StringComparer.Ordinal);
        string? after = piece.AfterItemId;
        do
        {
            ItemPage page = await store.ReadShardAsync(piece.Shard, after, InventoryStore.MaxPageSize, cancellationToken);
            foreach (StoredItem stored in page.Items)
            {
                items.Add(stored.Item.ItemId, new ItemLookup(stored, null));
            }

            foreach (UnreadableItem row in page.Unreadable)
            {
                items.Add(row.ItemId, new ItemLookup(null, row));
            }

            after = page.Next;
        }
        while (after is not null && items.Count < ItemsAtOnce);

        return (items, after);
    }
}
