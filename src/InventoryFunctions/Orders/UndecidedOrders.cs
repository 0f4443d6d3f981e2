using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Orders;

/// <summary>
/// Orders that were taken in and never decided: the host died, or the event bus refused the event, after the order was kept and before it was passed on.
/// Whoever sent it was not told that it arrived, but it is the order of its id.
/// </summary>
public sealed class UndecidedOrders(
    TableServiceClient tables, OrderStore orders, OrderWorkflows workflows, TimeProvider clock, ILogger<UndecidedOrders> logger)
{
    /// <summary>A younger order may still be on its way. The value is 10 minutes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    // Hosts' clocks differ, and a row bears the time at which somebody began to store it.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private const int OrdersAtOnce = 8;
    private const string Time = nameof(Time);

    private readonly TableClient _table = tables.GetTableClient(OrderStore.TableName);

    /// <summary>
    /// Starts what decides them; doing it again, or twice at once, changes nothing more. Goes on from where the last time ended, unless an order failed then.
    /// </summary>
    public async Task SettleAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        DateTimeOffset until = (clock.GetUtcNow() - Grace).ToUniversalTime();
        DateTimeOffset since = (await SettledUntilAsync(cancellationToken) - Overlap)?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch;
        bool allSettled = true;
        foreach (string partition in OrderKeys.AllPartitions)
        {
            ParallelOptions atOnce = new() { MaxDegreeOfParallelism = OrdersAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(await FindAsync(partition, since, until, cancellationToken), atOnce, async (orderId, cancellation) =>
            {
                try
                {
                    await SettleAsync(client, orderId, cancellation);
                }
#pragma warning disable CA1031 // One order must not keep the others from being decided.
                catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    // What can't be read stays so: nothing is gained by looking again.
                    if (failure is not (JsonException or InvalidDataException))
                    {
                        Volatile.Write(ref allSettled, false);
                    }

                    logger.NotTakenUp(failure, orderId);
                }
            });
        }

        if (allSettled)
        {
            TableEntity mark = new(OrderKeys.Marks, OrderKeys.SettledUntil) { [Time] = until };
            await _table.UpsertEntityAsync(mark, TableUpdateMode.Replace, cancellationToken);
        }
    }

    private async Task SettleAsync(DurableTaskClient client, string orderId, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(orderId, cancellationToken) is { Outcome: null, Order: { } order }
            && await client.GetInstanceAsync(OrderWorkflows.InstanceIdOf(orderId), cancellationToken) is not { IsCompleted: false })
        {
            await workflows.StartAsync(client, order, cancellationToken);
            logger.TakenUpLate(orderId);
        }
    }

    private async Task<DateTimeOffset?> SettledUntilAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> mark = await _table.GetEntityIfExistsAsync<TableEntity>(
            OrderKeys.Marks, OrderKeys.SettledUntil, cancellationToken: cancellationToken);
        return mark.HasValue ? mark.Value!.GetDateTimeOffset(Time) : null;
    }

    // The keys of both stages, a thousand a call: a look at each order would cost as much as the order.
    private async Task<IReadOnlyCollection<string>> FindAsync(string partition, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        await foreach (string orderId in ListAsync(partition, OrderKeys.Accepted, since, cancellationToken, until))
        {
            found.Add(orderId);
        }

        if (found.Count > 0)
        {
            await foreach (string orderId in ListAsync(partition, OrderKeys.Decided, since, cancellationToken))
            {
                found.Remove(orderId);
            }
        }

        return found;
    }

    private async IAsyncEnumerable<string> ListAsync(
        string partition, string stage, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken, DateTimeOffset? until = null)
    {
        string last = stage[..^1] + ';';
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {stage} and RowKey lt {last} and Time ge {since} and Time lt {until ?? DateTimeOffset.MaxValue}");
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, select: [nameof(TableEntity.RowKey)], cancellationToken: cancellationToken))
        {
            yield return row.RowKey[stage.Length..];
        }
    }
}
