using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace InventoryFunctions.Storage;

/// <summary>
/// The journal: table InventoryJournal, the change sets of each shard by UTC day, as they were committed. What the change feed has processed stands here;
/// what it has not yet still stands beside the items (<see cref="InventoryStore.ReadChangesAsync"/>). It is the source for restores and the audit (parity A10).
/// </summary>
public sealed class InventoryJournal
{
    /// <summary>The table's name.</summary>
    public const string TableName = "InventoryJournal";

    // What an operation costs besides its bytes: boundary, request line, headers, names of properties.
    private const int OperationOverheadBytes = 2048;

    private static readonly string[] KeysOnly = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    private readonly TableClient _table;

    /// <summary>The journal in <paramref name="tables"/>.</summary>
    public InventoryJournal(TableServiceClient tables)
        : this(tables.GetTableClient(TableName))
    {
    }

    internal InventoryJournal(TableClient table) => _table = table;

    /// <summary>
    /// Journals change rows of table Inventory, of one shard and in any number, byte for byte: what is in them need not be readable. Again changes nothing.
    /// </summary>
    /// <param name="changeRows">The rows as they were read, whole.</param>
    /// <param name="cancellationToken">Gives up; some of the rows may be journaled nevertheless.</param>
    public async Task WriteAsync(IReadOnlyList<TableEntity> changeRows, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, TableEntity> day in changeRows.Select(Entry).GroupBy(entry => entry.PartitionKey, StringComparer.Ordinal))
        {
            foreach (IReadOnlyList<TableEntity> transaction in Cut(day))
            {
                await _table.SubmitTransactionAsync(
                    transaction.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)), cancellationToken);
            }
        }
    }

    /// <summary>
    /// The journaled change sets of a shard from <paramref name="from"/> on (its millisecond included) to the end of <paramref name="lastDay"/>, oldest
    /// first, a page of Table Storage at a time.
    /// </summary>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        int shard, DateTimeOffset from, DateOnly lastDay, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string first = JournalKeys.Partition(shard, JournalKeys.DayOf(from));
        string last = JournalKeys.Partition(shard, lastDay);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {last} and RowKey ge {JournalKeys.FirstRow(from)}");
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return ChangeRow.ReadEntry(row, row.RowKey);
        }
    }

    /// <summary>Removes up to <paramref name="maxSets"/> of a shard's change sets of the days before <paramref name="firstKept"/>: a range of keys, no search.</summary>
    /// <returns>How many were removed; fewer than <paramref name="maxSets"/>: there are no more.</returns>
    public async Task<int> RemoveBeforeAsync(int shard, DateOnly firstKept, int maxSets, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {JournalKeys.Partition(shard, DateOnly.MinValue)} and PartitionKey lt {JournalKeys.Partition(shard, firstKept)}");
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(
            filter, Math.Min(maxSets, InventoryStore.MaxPageSize), KeysOnly, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == maxSets)
            {
                break;
            }
        }

        await _table.RemoveRowsAsync(rows, cancellationToken);
        return rows.Count;
    }

    private static TableEntity Entry(TableEntity changeRow)
    {
        Guid id = InventoryKeys.ChangeSetIdOf(changeRow.RowKey);
        TableEntity entry = new(JournalKeys.Partition(changeRow.PartitionKey, JournalKeys.DayOf(id)), JournalKeys.Row(id));
        foreach ((string property, object? value) in changeRow.Where(property => ChangeRow.IsData(property.Key)))
        {
            entry[property] = value;
        }

        return entry;
    }

    private static IEnumerable<IReadOnlyList<TableEntity>> Cut(IEnumerable<TableEntity> entries)
    {
        List<TableEntity> transaction = [];
        long bytes = 0;
        foreach (TableEntity entry in entries)
        {
            long size = OperationOverheadBytes + ChangeRow.SentBytes(entry);
            if (transaction.Count > 0
                && (transaction.Count == TableLimits.Azure.TransactionOperations || bytes + size > TableLimits.Azure.TransactionBytes))
            {
                yield return transaction;
                transaction = [];
                bytes = 0;
            }

            transaction.Add(entry);
            bytes += size;
        }

        if (transaction.Count > 0)
        {
            yield return transaction;
        }
    }
}
