using System.Collections.Concurrent;
using Azure.Data.Tables;
using InventoryFunctions.Storage;

namespace InventoryFunctions.ChangeFeed;

/// <summary>Looks at every shard for change sets that wait: those that nobody was told of, because a message was lost, are named again.</summary>
public sealed class ChangeFeedSweep
{
    /// <summary>So long a change set may wait before the sweep takes its message for lost. The value is 5 seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int ShardsAtOnce = 4;

    private static readonly string[] Keys = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    private readonly ChangeRows _rows;
    private readonly InventoryStore _store;
    private readonly IChangeNudge _nudge;
    private readonly ChangeFailures _failures;
    private readonly ChangeFeedMetrics _metrics;
    private readonly TimeProvider _clock;

    internal ChangeFeedSweep(
        TableServiceClient tables, InventoryStore store, IChangeNudge nudge, ChangeFailures failures, ChangeFeedMetrics metrics, TimeProvider clock)
    {
        _rows = new ChangeRows(tables.GetTableClient(InventoryStore.TableName));
        _store = store;
        _nudge = nudge;
        _failures = failures;
        _metrics = metrics;
        _clock = clock;
    }

    /// <summary>Sweeps once; done twice, or by two at once, it changes nothing more.</summary>
    public async Task<ChangeFeedBacklog> RunAsync(CancellationToken cancellationToken)
    {
        ConcurrentBag<(int Count, TimeSpan Age)> found = [];
        ParallelOptions atOnce = new() { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, _store.ShardCount), atOnce, async (shard, cancellation) =>
        {
            (IReadOnlyList<TableEntity> rows, _) = await _rows.ReadAsync(shard, null, InventoryStore.MaxPageSize, Keys, cancellation);
            if (rows.Count == 0)
            {
                return;
            }

            TimeSpan age = AgeOf(rows[0].RowKey);
            found.Add((rows.Count, age));
            if (age > Patience)
            {
                _nudge.Committed(shard);
            }
        });
        ChangeFeedBacklog backlog = new(found.Sum(shard => (long)shard.Count), found.Select(shard => shard.Age).DefaultIfEmpty().Max());
        _metrics.Record(backlog);
        await _failures.ForgetOldAsync(cancellationToken);
        return backlog;
    }

    // A key that tells no time is none of ours, and is set aside when it is processed.
    private TimeSpan AgeOf(string rowKey) => JournalKeys.TryTimeOf(rowKey[InventoryKeys.ChangePrefix.Length..]) is not { } time
        ? 2 * Patience
        : _clock.GetUtcNow() - time is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
