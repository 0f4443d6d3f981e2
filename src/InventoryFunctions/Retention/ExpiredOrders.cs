using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Orders;
using InventoryFunctions.Reservations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Retention;

/// <summary>
/// Orders that were decided, and ended if they held anything, longer ago than they are kept. An order with an open reservation stays, and so does one
/// whose rows can't be read: what it holds is not known.
/// </summary>
internal sealed class ExpiredOrders(
    TableServiceClient tables, ReservationStore reservations, IOptions<RetentionOptions> options, ILogger<ExpiredOrders> logger) : IRetention
{
    // The decision goes last: while it stands, a removal that was interrupted is found again.
    private static readonly string[] Stages = [OrderKeys.Accepted, OrderKeys.Ended, OrderKeys.Decided];

    private readonly TableClient _table = tables.GetTableClient(OrderStore.TableName);

    public RetentionKind Kind => RetentionKind.Orders;

    public async Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken)
    {
        DateTimeOffset before = (now - options.Value.OrdersKept).ToUniversalTime();
        string last = OrderKeys.Decided[..^1] + ';';
        string filter = TableClient.CreateQueryFilter($"RowKey ge {OrderKeys.Decided} and RowKey lt {last} and Time lt {before}");
        (IReadOnlyList<TableEntity> rows, string? next) = await new ExpiredRows(_table).FindAsync(filter, position, null, cancellationToken);
        int removed = 0;
        foreach (TableEntity row in rows)
        {
            removed += await TryRemoveAsync(row, before, cancellationToken) ? 1 : 0;
        }

        return new RetentionPiece(removed, next);
    }

    private async Task<bool> TryRemoveAsync(TableEntity row, DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            OrderOutcome outcome = OrderRow.Read<OrderOutcome>(row);
            if (!await IsOverAsync(outcome, before, cancellationToken))
            {
                return false;
            }

            foreach (string stage in Stages)
            {
                await _table.DeleteEntityAsync(row.PartitionKey, stage + outcome.OrderId, Azure.ETag.All, cancellationToken);
            }

            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or InvalidOperationException or ArgumentException)
        {
            logger.Unreadable(unreadable, row.PartitionKey, row.RowKey);
            return false;
        }
    }

    private async Task<bool> IsOverAsync(OrderOutcome outcome, DateTimeOffset before, CancellationToken cancellationToken)
    {
        OrderLineOutcome[] held = [.. outcome.LinesThatAre(OrderLineStatus.Reserved)];
        if (held.Length == 0)
        {
            return true;
        }

        Azure.NullableResponse<TableEntity> ended = await _table.GetEntityIfExistsAsync<TableEntity>(
            OrderKeys.Partition(outcome.OrderId), OrderKeys.Ended + outcome.OrderId, cancellationToken: cancellationToken);
        if (!ended.HasValue || OrderRow.ReadTime(ended.Value!) >= before)
        {
            return false;
        }

        // The end is recorded before the lines follow it.
        foreach (OrderLineOutcome line in held)
        {
            if (await reservations.FindAsync(outcome.OrderId, line.ProductId, cancellationToken) is { State: ReservationState.Open })
            {
                return false;
            }
        }

        return true;
    }
}
