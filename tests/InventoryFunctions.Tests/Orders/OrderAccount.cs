using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using StandingLines = System.Collections.Generic.IReadOnlyDictionary<(string OrderId, string ItemId), InventoryFunctions.Domain.Reservations.Reservation>;

namespace InventoryFunctions.Tests.Orders;

/// <summary>What must be true of stocks, reservations, orders and events, whatever has happened.</summary>
/// <param name="tables">The account, of which every call arrives.</param>
/// <param name="brought">What there was of each product.</param>
/// <param name="bus">What the world has heard.</param>
internal sealed class OrderAccount(TableServiceClient tables, IReadOnlyDictionary<string, int> brought, RecordingEventBus bus)
{
    private const string ItemsAndReservations =
        "(RowKey ge 'item:' and RowKey lt 'item;') or (RowKey ge 'reservation:' and RowKey lt 'reservation;')";

    private readonly Dictionary<string, string> _decided = [];
    private readonly Dictionary<string, ReservationEnd> _ended = [];

    /// <summary>Holds at any moment: what was there is in stock, held, or gone for good.</summary>
    /// <returns>The lines as they stand.</returns>
    public async Task<StandingLines> CheckStockAsync()
    {
        // One page, so one moment.
        Azure.Page<TableEntity> page = await tables.GetTableClient(InventoryStore.TableName)
            .QueryAsync<TableEntity>(ItemsAndReservations, maxPerPage: 1_000).AsPages().FirstAsync();
        Assert.Null(page.ContinuationToken);
        ILookup<bool, TableEntity> rows = page.Values.ToLookup(row => row.RowKey.StartsWith(InventoryKeys.ItemPrefix, StringComparison.Ordinal));
        List<Reservation> lines = [.. rows[false].Select(row => ReservationRow.Read(row).Reservation)];
        ILookup<string, Reservation> taken = lines
            .Where(line => line.State is ReservationState.Open or ReservationState.Confirmed).ToLookup(line => line.ItemId);
        Dictionary<string, int> stocks = rows[true].Select(row => ItemRow.Read(row).Stored!.Item).ToDictionary(item => item.ItemId, item => item.Stock);
        Assert.All(stocks.Values, stock => Assert.True(stock >= 0));
        Assert.Equal(brought, stocks.ToDictionary(item => item.Key, item => item.Value + taken[item.Key].Sum(line => line.Quantity)));
        Assert.All(taken, item => Assert.Contains(item.Key, brought));
        return lines.ToDictionary(line => (line.OrderId, line.ItemId));
    }

    /// <summary>Holds whenever nothing is under way: an order's lines are as its one outcome and its one end say.</summary>
    public void CheckOrder(OrderRecord record, Order accepted, StandingLines lines)
    {
        OrderOutcome outcome = record.Outcome ?? throw new InvalidOperationException($"{accepted} is not decided.");
        Assert.Equal(accepted.Lines, outcome.Lines.Select(line => new OrderLine(line.ProductId, line.RequestedQuantity)));
        OrderStatus status = outcome.Lines.Count(line => line.Status == OrderLineStatus.Reserved) switch
        {
            0 => OrderStatus.Unavailable,
            var all when all == outcome.Lines.Count => OrderStatus.Reserved,
            _ => OrderStatus.PartiallyReserved,
        };
        Assert.Equal((accepted.Policy, status), (outcome.Policy, outcome.Status));
        Assert.False(accepted.Policy == OrderPolicy.AllOrNothing && status == OrderStatus.PartiallyReserved);
        foreach (OrderLineOutcome line in outcome.Lines)
        {
            ReservationState? standing = lines.GetValueOrDefault((record.OrderId, line.ProductId))?.State;
            Assert.Equal(StateOf(line.Status, record.End), standing ?? ReservationState.Refused);
        }

        string told = JsonSerializer.Serialize(outcome);
        Assert.Equal(_decided.GetValueOrDefault(record.OrderId, told), told);
        _decided[record.OrderId] = told;
        if (_ended.TryGetValue(record.OrderId, out ReservationEnd end))
        {
            Assert.Equal(end, record.End);
        }
        else if (record.End is { } first)
        {
            _ended[record.OrderId] = first;
        }
    }

    private static ReservationState StateOf(OrderLineStatus line, ReservationEnd? end) => (line, end) switch
    {
        (OrderLineStatus.Unavailable, _) => ReservationState.Refused,
        (OrderLineStatus.Withdrawn, _) or (_, ReservationEnd.Release) => ReservationState.Released,
        (_, ReservationEnd.Confirm) => ReservationState.Confirmed,
        (_, ReservationEnd.Expire) => ReservationState.Expired,
        _ => ReservationState.Open,
    };

    /// <summary>Holds when everything has ended: the world has heard what happened to an order, all of it and nothing else, and the same each time.</summary>
    public void CheckEvents(OrderRecord record)
    {
        ILookup<OrderLineStatus, OrderLineOutcome> lines = record.Outcome!.Lines.ToLookup(line => line.Status);
        Heard(lines[OrderLineStatus.Reserved].Select(line => new StockReserved(line.ProductId, record.OrderId, line.RequestedQuantity)));
        Heard(lines[OrderLineStatus.Unavailable].Select(line => new StockUnavailable(
            line.ProductId, record.OrderId, line.RequestedQuantity, line.AvailableQuantity ?? 0, OrderWords.Of(line.Reason!.Value))));
        Heard(lines[OrderLineStatus.Unavailable].Where(line => line.Reason != UnavailableReason.UnknownProduct)
            .Select(line => new CreatePurchaseOrder(line.ProductId, line.MinPurchaseQuantity, line.RequestedQuantity, record.OrderId)));
        Assert.Equal(lines[OrderLineStatus.Unavailable].Any() ? 1 : 0, bus.Of<InventoryAlert>(record.OrderId).Count);
        Heard(lines[OrderLineStatus.Reserved].Where(_ => record.End == ReservationEnd.Release)
            .Select(line => new ReservationReleased(record.OrderId, line.ProductId, line.RequestedQuantity)));
        Heard(lines[OrderLineStatus.Reserved].Where(_ => record.End == ReservationEnd.Expire)
            .Select(line => new ReservationExpired(record.OrderId, line.ProductId, line.RequestedQuantity)));
        Assert.All(
            bus.Published.Where(published => published.Id.StartsWith(record.OrderId + "/", StringComparison.Ordinal)).GroupBy(published => published.Id),
            again => Assert.Single(again.Select(published => (published.Type, published.Time, published.Data?.ToString())).Distinct()));

        // By distinct id.
        void Heard<T>(IEnumerable<T> expected)
            where T : class, IEventData =>
            Assert.Equal(expected.OrderBy(told => $"{told}", StringComparer.Ordinal), bus.Of<T>(record.OrderId).OrderBy(told => $"{told}", StringComparer.Ordinal));
    }
}
