using Azure.Data.Tables;
using InventoryFunctions.Events;
using InventoryFunctions.Jobs;
using InventoryFunctions.Poison;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.ChangeFeed;

/// <summary>
/// Change sets that could not be processed. They lie in their shard under another key, so that they hold up no other and none is lost, until somebody puts
/// them back: <c>GET /poison/change-feed</c>, <c>POST /poison/change-feed/redrive</c>.
/// </summary>
internal sealed class SetAsideChanges(
    TableServiceClient tables, ChangeFailures failures, PoisonAlerts alerts, IChangeNudge nudge, ILogger<SetAsideChanges> logger) : IPoisonPlace
{
    // Shards' partitions are s000, s001 …; other rows of the table have other keys.
    private static readonly string Filter = TableClient.CreateQueryFilter(
        $"PartitionKey ge {"s"} and PartitionKey lt {"t"} and RowKey gt {InventoryKeys.SetAsidePrefix} and RowKey lt {InventoryKeys.SetAsideEnd}");

    private readonly TableClient _table = tables.GetTableClient(InventoryStore.TableName);
    private readonly ChangeRows _rows = new(tables.GetTableClient(InventoryStore.TableName));

    public string Name => QueueNames.ChangeFeed;

    /// <summary>Takes a change row out of the feed; the administrator is told.</summary>
    public async Task AddAsync(TableEntity changeRow, ChangeFailure failure, CancellationToken cancellationToken)
    {
        string key = SetAsideChange.KeyOf(changeRow.RowKey);
        if (await _rows.ExistsAsync(changeRow, cancellationToken))
        {
            // Before the move: whoever dies in between leaves the row, and the same alert, which is told once, is raised again. After it nobody would.
            await alerts.RaiseAsync(
                Name,
                new PoisonMessage
                {
                    Id = $"{changeRow.PartitionKey}:{key[InventoryKeys.SetAsidePrefix.Length..]}",
                    Body = "",
                    Reason = failure.Reason,
                    Attempts = failure.Attempts,
                    FirstFailedAt = failure.FirstFailedAt,
                    LastFailedAt = failure.LastFailedAt,
                },
                cancellationToken);
            await _rows.TryMoveAsync(changeRow, key, SetAsideChange.Properties(failure), cancellationToken);
        }

        await failures.ForgetAsync(changeRow, cancellationToken);
    }

    public Task<ListPage<PoisonMessage>> ListAsync(int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TablePaging.ReadAsync(_table, Filter, SetAsideChange.Read, pageSize, continuation, cancellationToken);

    public async Task<RedriveAnswer> RedriveAsync(CancellationToken cancellationToken)
    {
        // Read beforehand: what is set aside again at once must not go round within this call.
        List<TableEntity> waiting = [];
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(Filter, cancellationToken: cancellationToken))
        {
            waiting.Add(row);
            if (waiting.Count > PoisonQueues.MaxRedriven)
            {
                break;
            }
        }

        int redriven = 0;
        foreach (TableEntity row in waiting.Take(PoisonQueues.MaxRedriven))
        {
            if (await _rows.TryMoveAsync(row, SetAsideChange.ChangeKeyOf(row.RowKey), new Dictionary<string, object?>(), cancellationToken))
            {
                redriven++;
                nudge.Committed(InventoryKeys.ShardIn(row.PartitionKey));
            }
        }

        logger.PutBack(redriven);
        return new RedriveAnswer(redriven, waiting.Count - Math.Min(waiting.Count, PoisonQueues.MaxRedriven));
    }
}
