using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Storage;

/// <summary>
/// The inventory: table Inventory, one partition a shard. Every change of items is one entity-group transaction together with the
/// row that records it, so that there is no change without its record and no record without its change.
/// </summary>
public sealed class InventoryStore
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Inventory";

    /// <summary>The most items of one <see cref="CommitAsync"/>: Table Storage takes 100 operations, one is the change row.</summary>
    public const int MaxItemsPerCommit = 99;

    /// <summary>The most rows one query answers (Table Storage).</summary>
    public const int MaxPageSize = 1000;

    private readonly TableClient table;
    private readonly InventoryCommits commits;

    /// <summary>The inventory in <paramref name="tables"/>; who is to hear of commits may be left out.</summary>
    public InventoryStore(TableServiceClient tables, IOptions<InventoryOptions> options, IChangeNudge? nudge = null)
        : this(tables.GetTableClient(TableName), options.Value.ShardCount, TableLimits.Azure, nudge, tables.GetTableClient(InventoryJournal.TableName))
    {
    }

    internal InventoryStore(TableClient table, int shardCount, TableLimits limits, IChangeNudge? nudge = null, TableClient? journal = null)
    {
        this.table = table;
        ShardCount = shardCount;
        commits = new InventoryCommits(table, new RecordedChangeSets(table, journal), shardCount, limits, nudge ?? NoChangeNudge.Instance);
    }

    /// <summary>Over how many shards the items are spread.</summary>
    public int ShardCount { get; }

    /// <summary>The shard of an item.</summary>
    public int ShardOf(string itemId) => Shards.Of(itemId, ShardCount);

    /// <summary>The item, or null where there is none: one point read.</summary>
    /// <exception cref="InvalidDataException">The row is no sound item; <see cref="LookUpAsync"/> says so without an exception.</exception>
    public async Task<StoredItem?> FindAsync(string itemId, CancellationToken cancellationToken)
    {
        ItemLookup lookup = await LookUpAsync(itemId, cancellationToken);
        return lookup.Unreadable is { } row ? throw new InvalidDataException($"Item {row.ItemId} is unreadable: {row.Rule}.") : lookup.Stored;
    }

    /// <summary>What stands under the id, sound or not: one point read.</summary>
    public async Task<ItemLookup> LookUpAsync(string itemId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            InventoryKeys.Partition(ShardOf(itemId)), InventoryKeys.ItemRow(itemId), cancellationToken: cancellationToken);
        return row.HasValue ? ItemRow.Read(row.Value!) : ItemLookup.Missing;
    }

    /// <summary>
    /// Up to <paramref name="maxItems"/> rows of a shard in key order, those after <paramref name="afterItemId"/>; the only read that a
    /// page needs. Rows that are no sound items are reported in the page and count towards <paramref name="maxItems"/>.
    /// </summary>
    /// <param name="shard">From 0 to <see cref="ShardCount"/> − 1.</param>
    /// <param name="afterItemId"><see cref="ItemPage.Next"/> of the page before, or null for the first.</param>
    /// <param name="maxItems">1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ItemPage> ReadShardAsync(int shard, string? afterItemId, int maxItems, CancellationToken cancellationToken) =>
        ReadPageAsync(ItemFilters.After(shard, afterItemId), maxItems, cancellationToken);

    /// <summary>
    /// As <see cref="ReadShardAsync(int, string?, int, CancellationToken)"/>, from several shards at once: where shards are small, one query reads
    /// many of them. The rest of the range begins in the shard of <see cref="ItemPage.Next"/>.
    /// </summary>
    public Task<ItemPage> ReadShardsAsync(ShardRange range, int maxItems, CancellationToken cancellationToken) =>
        ReadPageAsync(ItemFilters.Within(range), maxItems, cancellationToken);

    /// <summary>As <see cref="ReadShardAsync(int, string?, int, CancellationToken)"/>, only the rows that match <paramref name="query"/>.</summary>
    public Task<ItemPage> ReadShardAsync(int shard, string? afterItemId, ItemQuery query, int maxItems, CancellationToken cancellationToken) =>
        ReadPageAsync(ItemFilters.And(ItemFilters.After(shard, afterItemId), query), maxItems, cancellationToken);

    /// <summary>
    /// As <see cref="ReadShardAsync(int, string?, int, CancellationToken)"/>, only the rows whose ids lie from <paramref name="firstItemId"/>
    /// to <paramref name="lastItemId"/>, both included, in ordinal order.
    /// </summary>
    public Task<ItemPage> ReadRangeAsync(
        int shard, string firstItemId, string lastItemId, string? afterItemId, int maxItems, CancellationToken cancellationToken) =>
        ReadPageAsync(ItemFilters.Range(shard, firstItemId, lastItemId, afterItemId), maxItems, cancellationToken);

    /// <summary>
    /// Changes items of one shard: all of them and the row that records them, or none. Each change holds only while the item is as it was read.
    /// </summary>
    /// <remarks>
    /// Only where the changes are too large for one transaction (1 MiB for the change row, 4 MiB in all; sound items stay far below) they are
    /// cut into several, in order: then a conflict can leave the first of them stored, and says how many.
    /// A transaction whose answer was lost and which the client therefore sent twice is recognised, and is no conflict.
    /// </remarks>
    /// <param name="shard">The shard of every item.</param>
    /// <param name="changes">At most <see cref="MaxItemsPerCommit"/>, each item once; one less with <paramref name="alongside"/>.</param>
    /// <param name="cause">Why.</param>
    /// <param name="now">When it was decided: the time of the change set and the last update of the items, unless they ask for a later one (<see cref="InventoryItem.NextTime"/>).</param>
    /// <param name="cancellationToken">Gives up; the transaction may be stored nevertheless.</param>
    /// <param name="alongside">One more operation in the same partition, e.g. a cursor; it rides with the last transaction.</param>
    /// <exception cref="ArgumentException">The changes are none that the platform takes: too many, twice the same item, another shard, a broken rule.</exception>
    public Task<CommitResult> CommitAsync(
        int shard,
        IReadOnlyList<PlannedChange> changes,
        ChangeCause cause,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        TableTransactionAction? alongside = null) =>
        commits.CommitAsync(shard, changes, cause, now, alongside, cancellationToken);

    /// <summary>
    /// The items that <paramref name="query"/> asks for, page by page: shard after shard, in each by key; where a range of last updates is asked
    /// for, each page in itself by last update.
    /// </summary>
    /// <param name="query">Which items.</param>
    /// <param name="pageSize">The most items of the page, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The continuation is none of ours.</exception>
    public Task<ItemListPage> ListAsync(ItemQuery query, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        new ItemListing(this).ReadAsync(query, pageSize, continuation, cancellationToken);

    /// <summary>
    /// Up to <paramref name="maxSets"/> change sets of a shard, oldest first, those after <paramref name="after"/>. Those of an item come in the order
    /// of its versions; others of the same millisecond, or of hosts whose clocks differ, in any. What the change feed has processed is not here any more.
    /// </summary>
    public async Task<IReadOnlyList<ChangeSet>> ReadChangesAsync(int shard, Guid? after, int maxSets, CancellationToken cancellationToken)
    {
        List<ChangeSet> sets = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(ItemFilters.Changes(shard, after), maxSets, cancellationToken: cancellationToken))
        {
            sets.Add(ChangeRow.Read(row));
            if (sets.Count == maxSets)
            {
                break;
            }
        }

        return sets;
    }

    /// <summary>
    /// All change sets of a shard that stand beside the items, each once, in any order: those that the change feed has not processed yet, and those that it
    /// could not process and set aside. Rows that can't be read are reported as such. Read these before the journal: the feed moves sets from here to there.
    /// </summary>
    public async IAsyncEnumerable<JournalEntry> ReadWaitingAsync(int shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Those set aside before and after the others: in between a set may be set aside, or put back.
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string filter in (string[])[ItemFilters.SetAside(shard), ItemFilters.Changes(shard, null), ItemFilters.SetAside(shard)])
        {
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                string id = row.RowKey[(row.RowKey.IndexOf(':', StringComparison.Ordinal) + 1)..];
                if (seen.Add(id))
                {
                    yield return ChangeRow.ReadEntry(row, id);
                }
            }
        }
    }

    private async Task<ItemPage> ReadPageAsync(string filter, int maxItems, CancellationToken cancellationToken)
    {
        List<StoredItem> items = new(maxItems);
        List<UnreadableItem> unreadable = [];
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, maxItems, cancellationToken: cancellationToken).AsPages())
        {
            // Table Storage may answer less than asked for, even nothing, and still have more.
            for (int i = 0; i < page.Values.Count; i++)
            {
                ItemLookup lookup = ItemRow.Read(page.Values[i]);
                if (lookup.Stored is { } stored)
                {
                    items.Add(stored);
                }
                else if (lookup.Unreadable is { } row)
                {
                    unreadable.Add(row);
                }

                if (items.Count + unreadable.Count == maxItems)
                {
                    bool more = i + 1 < page.Values.Count || page.ContinuationToken is not null;
                    return new ItemPage(items, unreadable, more ? InventoryKeys.ItemIdOf(page.Values[i].RowKey) : null);
                }
            }
        }

        return new ItemPage(items, unreadable, null);
    }
}
