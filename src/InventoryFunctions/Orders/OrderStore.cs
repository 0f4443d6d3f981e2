using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Orders;

/// <summary>
/// Orders in table Orders. Each stage of an order is a row that is inserted once and never changed, so that whoever is first with a stage
/// is so for good (parity D4), and inserts that arrive at once share a transaction.
/// </summary>
public sealed class OrderStore(TableServiceClient tables)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Orders";

    private readonly TableClient _table = tables.GetTableClient(TableName);
    private readonly ConcurrentDictionary<string, OrderInserts> _partitions = new(StringComparer.Ordinal);

    /// <summary>Takes <paramref name="order"/> in: from here on this is the order of its id, unless another one was taken in before.</summary>
    public Task<OrderClaim<Order>> AcceptAsync(Order order, DateTimeOffset now, CancellationToken cancellationToken) =>
        ClaimAsync(OrderKeys.Accepted, order.OrderId, order, now, cancellationToken);

    /// <summary>Records what was decided, unless the order was decided before.</summary>
    public Task<OrderClaim<OrderOutcome>> DecideAsync(OrderOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        ClaimAsync(OrderKeys.Decided, outcome.OrderId, outcome, now, cancellationToken);

    /// <summary>Records how the order's reservations end, unless they ended before.</summary>
    public Task<OrderClaim<ReservationEnd>> EndAsync(string orderId, ReservationEnd end, DateTimeOffset now, CancellationToken cancellationToken) =>
        ClaimAsync(OrderKeys.Ended, orderId, end, now, cancellationToken);

    /// <summary>The order that was taken in under <paramref name="orderId"/>, or null.</summary>
    public async Task<Order?> FindAcceptedAsync(string orderId, CancellationToken cancellationToken) =>
        await FindRowAsync(OrderKeys.Accepted, orderId, cancellationToken) is { } row ? OrderRow.Read<Order>(row) : null;

    /// <summary>The order as it stands, or null where there is none. Two point reads where it is decided, three where it is not.</summary>
    public async Task<OrderRecord?> FindAsync(string orderId, CancellationToken cancellationToken)
    {
        if (!Identifiers.IsValid(orderId))
        {
            return null;
        }

        if (await ReadAsync(orderId, OrderKeys.Decided, OrderKeys.Ended) is [{ } decided, var ended])
        {
            return new OrderRecord(
                orderId,
                null,
                OrderRow.Read<OrderOutcome>(decided) with { DecidedAt = OrderRow.ReadTime(decided) },
                ended is null ? null : OrderRow.Read<ReservationEnd>(ended),
                ended is null ? null : OrderRow.ReadTime(ended));
        }

        return await FindAcceptedAsync(orderId, cancellationToken) is { } accepted ? new OrderRecord(orderId, accepted) : null;

        Task<TableEntity?[]> ReadAsync(string orderId, params string[] stages) =>
            Task.WhenAll(stages.Select(stage => FindRowAsync(stage, orderId, cancellationToken)));
    }

    private async Task<OrderClaim<T>> ClaimAsync<T>(string stage, string orderId, T value, DateTimeOffset now, CancellationToken cancellationToken)
        where T : notnull
    {
        TableEntity row = OrderRow.Write(stage, orderId, value, now);
        OrderInserts inserts = _partitions.GetOrAdd(row.PartitionKey, _ => new OrderInserts(_table));
        return await inserts.InsertAsync(row, cancellationToken) is { } standing
            ? new OrderClaim<T>(OrderRow.Read<T>(standing), IsFirst: false, OrderRow.ReadTime(standing))
            : new OrderClaim<T>(value, IsFirst: true, now);
    }

    private async Task<TableEntity?> FindRowAsync(string stage, string orderId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await _table.GetEntityIfExistsAsync<TableEntity>(
            OrderKeys.Partition(orderId), stage + orderId, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
