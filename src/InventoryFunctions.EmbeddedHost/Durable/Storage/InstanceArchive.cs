using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Durable.Hub;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>The table of finished instances: one row each, and further rows where a history does not fit into one.</summary>
internal sealed class InstanceArchive(TableClient table)
{
    // Limits of an entity-group transaction: 100 operations, 4 MiB with binary as base64.
    private const int TransactionOperations = 100;
    private const int TransactionBytes = 5 * 512 * 1024;

    /// <summary>Keeps archiving and purging apart: an instance purged while it is being archived must not come back.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public async Task SaveAsync(IEnumerable<(InstanceState State, IReadOnlyList<StepEvent> History)> finished, CancellationToken cancellation)
    {
        var rows = finished.SelectMany(instance => ArchiveRow.Of(instance.State, instance.History)).ToList();

        // Overflow first ("hi…" sorts before "i…"): a row that is there is complete.
        foreach (var partition in rows.GroupBy(row => row.Row.PartitionKey).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var isOverflow = !partition.Key.StartsWith(ArchiveKey.FirstPartition, StringComparison.Ordinal);
            var type = isOverflow ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Add;
            foreach (var transaction in Transactions(partition.Select(row => (new TableTransactionAction(type, row.Row), row.Bytes))))
            {
                try
                {
                    await table.SubmitTransactionAsync(transaction, cancellation);
                }
                catch (RequestFailedException present) when (present.Status == 409)
                {
                    await ReplaceAsync([.. transaction.Select(action => (TableEntity)action.Entity)], cancellation);
                }
            }
        }
    }

    public async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellation) =>
        await ReadAsync(instanceId, cancellation) is { } row ? await StateAsync(row, cancellation) : null;

    public async Task<IReadOnlyList<StepEvent>?> FindHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        if (await ReadAsync(instanceId, cancellation) is not { } row)
        {
            return null;
        }

        var bytes = await BytesAsync(row, cancellation);
        return Packing.Unpack(bytes.AsMemory(row.GetInt32(ArchiveRow.StateBytes) ?? 0), StoredJson.Instance.IReadOnlyListStepEvent);
    }

    /// <summary>Instances behind a key, in the order of keys; without <see cref="OrchestrationQuery.FetchInputsAndOutputs"/> their summaries only.</summary>
    public async IAsyncEnumerable<InstanceState> QueryAsync(
        OrchestrationQuery query, ArchiveKey? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var select = query.FetchInputsAndOutputs ? null : ArchiveRow.Summary;
        await foreach (var row in table.QueryAsync<TableEntity>(ArchiveRow.Filter(query, after), select: select, cancellationToken: cancellation))
        {
            yield return query.FetchInputsAndOutputs ? await StateAsync(row, cancellation) : ArchiveRow.Summarize(row);
        }
    }

    public async Task DeleteAsync(IEnumerable<string> instanceIds, CancellationToken cancellation)
    {
        foreach (var partition in instanceIds.Select(ArchiveKey.Of).GroupBy(key => key.Partition))
        {
            foreach (var keys in partition.Distinct().Chunk(TransactionOperations))
            {
                var present = await PresentAsync(keys, cancellation);
                await SubmitAsync(present.Select(row => (Delete(row.Key), 0)), cancellation);
                foreach (var (key, parts) in present.Where(row => row.Parts > 1))
                {
                    await SubmitAsync(Enumerable.Range(1, parts - 1).Select(part => (Delete(key.Overflow(part)), 0)), cancellation);
                }
            }
        }
    }

    /// <summary>Writes rows of which some are there already, from an earlier instance of the same id or an earlier try.</summary>
    private async Task ReplaceAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        var parts = rows.ToDictionary(row => new ArchiveKey(row.PartitionKey, row.RowKey), row => row.GetInt32(ArchiveRow.Parts) ?? 1);
        foreach (var (key, before) in await PresentAsync([.. parts.Keys], cancellation))
        {
            if (before > parts[key])
            {
                await DeleteOverflowAsync(key, parts[key], cancellation);
            }
        }

        await SubmitAsync(rows.Select(row => (new TableTransactionAction(TableTransactionActionType.UpsertReplace, row), 0)), cancellation);
    }

    /// <summary>Deletes the overflow from a part on that is there; an earlier try may have got half way.</summary>
    private async Task DeleteOverflowAsync(ArchiveKey key, int from, CancellationToken cancellation)
    {
        var (first, end) = key.OverflowRange;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {first.Partition} and RowKey ge {first.Row} and RowKey lt {end.Row}");
        var surplus = new List<ArchiveKey>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
        {
            if (key.OverflowPart(row.RowKey) >= from)
            {
                surplus.Add(new ArchiveKey(row.PartitionKey, row.RowKey));
            }
        }

        await SubmitAsync(surplus.Select(each => (Delete(each), 0)), cancellation);
    }

    private async Task<List<(ArchiveKey Key, int Parts)>> PresentAsync(ArchiveKey[] keys, CancellationToken cancellation)
    {
        var present = new List<(ArchiveKey, int)>();
        var wanted = keys.ToHashSet();
        var (first, last) = (keys.Min(), keys.Max());
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {first.Partition} and RowKey ge {first.Row} and RowKey le {last.Row}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", ArchiveRow.Parts], cancellationToken: cancellation))
        {
            var key = new ArchiveKey(row.PartitionKey, row.RowKey);
            if (wanted.Contains(key))
            {
                present.Add((key, row.GetInt32(ArchiveRow.Parts) ?? 1));
            }
        }

        return present;
    }

    private async Task SubmitAsync(IEnumerable<(TableTransactionAction Action, int Bytes)> actions, CancellationToken cancellation)
    {
        foreach (var transaction in Transactions(actions))
        {
            await table.SubmitTransactionAsync(transaction, cancellation);
        }
    }

    private static IEnumerable<List<TableTransactionAction>> Transactions(IEnumerable<(TableTransactionAction Action, int Bytes)> actions)
    {
        var (transaction, size) = (new List<TableTransactionAction>(), 0);
        foreach (var (action, bytes) in actions)
        {
            if (transaction.Count == TransactionOperations || (transaction.Count > 0 && size + bytes > TransactionBytes))
            {
                yield return transaction;
                (transaction, size) = ([], 0);
            }

            transaction.Add(action);
            size += bytes;
        }

        if (transaction.Count > 0)
        {
            yield return transaction;
        }
    }

    private async Task<TableEntity?> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        var key = ArchiveKey.Of(instanceId);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellation);
        return row.HasValue ? row.Value : null;
    }

    private async Task<InstanceState> StateAsync(TableEntity row, CancellationToken cancellation)
    {
        var bytes = await BytesAsync(row, cancellation);
        return Packing.Unpack(bytes.AsMemory(0, row.GetInt32(ArchiveRow.StateBytes) ?? 0), StoredJson.Instance.InstanceState);
    }

    private async Task<byte[]> BytesAsync(TableEntity row, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        Packing.Read(row, bytes);
        var key = new ArchiveKey(row.PartitionKey, row.RowKey);
        for (var part = 1; part < row.GetInt32(ArchiveRow.Parts); part++)
        {
            var overflow = key.Overflow(part);
            Packing.Read(await table.GetEntityAsync<TableEntity>(overflow.Partition, overflow.Row, cancellationToken: cancellation), bytes);
        }

        return bytes.ToArray();
    }

    private static TableTransactionAction Delete(ArchiveKey key) =>
        new(TableTransactionActionType.Delete, new TableEntity(key.Partition, key.Row) { ETag = ETag.All }, ETag.All);
}
