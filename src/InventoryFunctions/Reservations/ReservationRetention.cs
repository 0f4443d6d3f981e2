using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Reservations;

/// <summary>
/// Removes the rows of lines that ended some time ago, so that shards stay small. Until then such a row is what keeps a late second run of a step from
/// reserving a line again.
/// </summary>
public sealed class ReservationRetention
{
    /// <summary>How long the row of an ended line is kept: far longer than any step of an order that is decided is tried again. The value is 1 day.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>The most rows that one call removes; what is left over is the next one's. The value is 200,000: some minutes of an ordinary account.</summary>
    public const int MaxRowsPerCall = 200_000;

    private const int NotFound = 404;
    private const int ShardsAtOnce = 4;

    private readonly TableClient _table;
    private readonly int _shardCount;
    private readonly TableLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<ReservationRetention> _logger;

    /// <summary>For the reservations in <paramref name="tables"/>.</summary>
    public ReservationRetention(
        TableServiceClient tables, IOptions<InventoryOptions> options, TimeProvider time, ILogger<ReservationRetention> logger)
        : this(tables.GetTableClient(InventoryStore.TableName), options.Value.ShardCount, TableLimits.Azure, time, logger)
    {
    }

    internal ReservationRetention(
        TableClient table, int shardCount, TableLimits limits, TimeProvider time, ILogger<ReservationRetention> logger)
    {
        _table = table;
        _shardCount = shardCount;
        _limits = limits;
        _time = time;
        _logger = logger;
    }

    /// <summary>Removes what ended longer than <see cref="KeptFor"/> ago; done twice, it removes nothing more.</summary>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> RemoveEndedAsync(CancellationToken cancellationToken)
    {
        string ended = ReservationFilters.EndedBefore(_time.GetUtcNow() - KeptFor);
        int removed = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, _shardCount),
            new ParallelOptions { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken },
            async (shard, cancellation) =>
            {
                string? place = null;
                while (Volatile.Read(ref removed) < MaxRowsPerCall
                    && await ReadAsync(shard, place, ended, cancellation) is { Count: > 0 } rows
                    && await TryDeleteAsync(rows, cancellation))
                {
                    Interlocked.Add(ref removed, rows.Count);
                    place = rows[^1].RowKey;
                }
            });
        _logger.Removed(removed);
        return removed;
    }

    private async Task<List<TableEntity>> ReadAsync(int shard, string? afterRowKey, string ended, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        string filter = $"{ReservationFilters.OfShard(shard, afterRowKey)} and {ended}";
        string[] keys = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, _limits.TransactionOperations, keys, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == _limits.TransactionOperations)
            {
                break;
            }
        }

        return rows;
    }

    // An ended row never changes. Where one is gone, somebody else removes them too: leave the shard to that one.
    private async Task<bool> TryDeleteAsync(List<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException gone) when (gone.Status == NotFound)
        {
            return false;
        }
    }
}
