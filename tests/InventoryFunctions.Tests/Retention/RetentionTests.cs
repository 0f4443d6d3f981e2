using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Jobs;
using InventoryFunctions.Notifications;
using InventoryFunctions.Orders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Reservations;
using InventoryFunctions.Retention;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Retention;

public sealed class RetentionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Days = 60;

    [Fact]
    [Trait("Parity", "A11")]
    public async Task Retention_OverSixtyDays_RemovesWhatIsDueEachDayAndNothingElse()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(
            azurite,
            ("Inventory:Shards", "2"),
            ("Retention:Orders", "20.00:00:00"),
            ("Retention:Notifications", "10.00:00:00"),
            ("Retention:PurchaseOrders", "40.00:00:00"),
            ("PurchaseOrders:ExpireAfter", "365.00:00:00"));
        DateTimeOffset start = app.Clock.GetUtcNow();
        await app.AddItemsAsync([TestInventory("tv")]);
        for (int day = 0; day < Days; day++)
        {
            await LiveADayAsync(app, day);
            app.Clock.Advance(TimeSpan.FromDays(1));
            await RunAsync(app);
            if (day % 10 == 9)
            {
                // Now it is the beginning of day + 1; what is as old as its time or less stays.
                int now = day + 1;
                Assert.Equal(Names("job", now - 29, day), await JobsAsync(app));
                Assert.Equal(Enumerable.Range(0, now).Where(i => i >= now - 36).Select(i => DateOnly.FromDateTime(start.UtcDateTime).AddDays(i)), await JournalDaysAsync(app));
                Assert.Equal(
                    Names("refused", now - 20, day).Concat(Names("ended", now - 20, day)).Concat(Names("open", 0, day)).Order(StringComparer.Ordinal),
                    await OrdersAsync(app));
                Assert.Equal(Names("note", now - 9, day), await NotificationsAsync(app));
                Assert.Equal(Names("approved", now - 40, day).Append("awaited").Order(StringComparer.Ordinal), await PurchaseOrdersAsync(app));
            }
        }

        // What is open is whole: every reservation, and the mark of the open purchase order, which still takes requests.
        Assert.Equal(Days, (await app.Get<ReservationStore>().ListOpenAsync("tv", 1000, null, CancellationToken.None)).Items.Count);
        PurchaseRequestAnswer again = await app.Get<PurchaseOrderStore>().RequestAsync(new PurchaseRequest("again", "awaited", 1, 0, null), CancellationToken.None);
        Assert.False(again.Opens);
        Assert.Equal(0, await RunAsync(app));
    }

    [Fact]
    public async Task Orders_OneThatCannotBeRead_IsKeptAndStopsNoOther()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        string[] orders = [.. Enumerable.Range(0, 8).Select(i => $"refused{i}")];
        foreach (string orderId in orders)
        {
            await DecideAsync(app, orderId, OrderLineStatus.Unavailable, app.Clock.GetUtcNow());
        }

        TableClient table = app.Get<TableServiceClient>().GetTableClient(OrderStore.TableName);
        TableEntity row = await table.GetEntityAsync<TableEntity>(OrderKeys.Partition("refused3"), OrderKeys.Decided + "refused3");
        row["Json0"] = "{";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        app.Clock.Advance(TimeSpan.FromDays(91));

        Assert.Equal(orders.Length - 1, await RunAsync(app));

        Assert.Equal(["refused3"], await OrdersAsync(app));
    }

    private static Domain.Inventory.InventoryItem TestInventory(string itemId) => Storage.TestInventory.NewItem(itemId, stock: 1000);

    private static IEnumerable<string> Names(string what, int first, int last) =>
        Enumerable.Range(Math.Max(0, first), last - Math.Max(0, first) + 1).Select(day => $"{what}{day:D2}");

    private static async Task LiveADayAsync(InventoryApp app, int day)
    {
        DateTimeOffset now = app.Clock.GetUtcNow();
        await app.Jobs.InsertAsync(
            JobRecord.Begin(Guid.CreateVersion7(now).ToString(), JobKind.Restore, now).Complete(1, 0, now) with { ErrorMessage = $"job{day:D2}" }, CancellationToken.None);
        ChangeSet set = new(Guid.CreateVersion7(now), now, new ChangeCause(ChangeCauseKind.Request, "test"), []);
        await app.Get<InventoryJournal>().WriteAsync([ChangeRow.Write(InventoryKeys.Partition(1), set, TableLimits.Azure)!], CancellationToken.None);

        await DecideAsync(app, $"refused{day:D2}", OrderLineStatus.Unavailable, now);
        await DecideAsync(app, $"ended{day:D2}", OrderLineStatus.Reserved, now);
        await app.Get<OrderStore>().EndAsync($"ended{day:D2}", ReservationEnd.Confirm, now, CancellationToken.None);
        await app.Get<ReservationStore>().ReserveAsync(new ReserveCommand($"open{day:D2}", "tv", 1), CancellationToken.None);
        await DecideAsync(app, $"open{day:D2}", OrderLineStatus.Reserved, now);

        await app.Get<NotificationStore>().AddAsync(
            new Notification { Id = $"n{day}", Subject = $"note{day:D2}", Message = "", Time = now }, CancellationToken.None);

        await app.Get<PurchaseOrderStore>().RequestAsync(new PurchaseRequest($"request{day}", "awaited", 1, 5, null), CancellationToken.None);
        PurchaseOrder approved = PurchaseOrder.Open(
            Guid.CreateVersion7(now).ToString(), new PurchaseRequest($"other{day}", $"approved{day:D2}", 1, 1, null), now, TimeSpan.FromDays(30))! with
        { Status = PurchaseOrderStatus.Approved, DecidedAt = now, SettledAt = now };
        await app.Get<TableServiceClient>().GetTableClient(PurchaseOrderStore.TableName).UpsertEntityAsync(PurchaseOrderRow.Write(approved), TableUpdateMode.Replace);
    }

    private static async Task DecideAsync(InventoryApp app, string orderId, OrderLineStatus line, DateTimeOffset now)
    {
        Order order = new(orderId, [new OrderLine("tv", 1)], OrderPolicy.AllOrNothing);
        await app.Get<OrderStore>().AcceptAsync(order, now, CancellationToken.None);
        OrderStatus status = line == OrderLineStatus.Reserved ? OrderStatus.Reserved : OrderStatus.Unavailable;
        await app.Get<OrderStore>().DecideAsync(new OrderOutcome(orderId, order.Policy, status, [new OrderLineOutcome("tv", 1, line)]), now, CancellationToken.None);
    }

    /// <summary>What the orchestration does, but for the purge of orchestrations; how much was removed.</summary>
    private static async Task<int> RunAsync(InventoryApp app)
    {
        int removed = 0;
        RetentionActivities activities = app.Function<RetentionActivities>();
        for (RetentionKind kind = RetentionKind.Jobs; kind < RetentionKind.Orchestrations; kind++)
        {
            string? position = null;
            do
            {
                RetentionPiece piece = await activities.RemoveExpired(new RetentionStep(kind, app.Clock.GetUtcNow(), position), CancellationToken.None);
                removed += piece.Removed;
                position = piece.Next;
            }
            while (position is not null);
        }

        return removed;
    }

    private static async Task<IEnumerable<string>> JobsAsync(InventoryApp app) =>
        (await app.Jobs.ListAsync(new JobQuery(), 1000, null, CancellationToken.None)).Items.Select(job => job.ErrorMessage!).Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<DateOnly>> JournalDaysAsync(InventoryApp app)
    {
        List<DateOnly> days = [];
        await foreach (JournalEntry entry in app.Get<InventoryJournal>().ReadAsync(1, DateTimeOffset.UnixEpoch, new DateOnly(2030, 1, 1), CancellationToken.None))
        {
            days.Add(JournalKeys.DayOf(entry.Id));
        }

        return days;
    }

    // An order that is removed leaves no row of any stage.
    private static async Task<IEnumerable<string>> OrdersAsync(InventoryApp app)
    {
        Dictionary<string, int> rows = [];
        await foreach (TableEntity row in app.Get<TableServiceClient>().GetTableClient(OrderStore.TableName).QueryAsync<TableEntity>())
        {
            string orderId = row.RowKey[(row.RowKey.IndexOf(':', StringComparison.Ordinal) + 1)..];
            rows[orderId] = rows.GetValueOrDefault(orderId) + 1;
        }

        Assert.All(rows, order => Assert.Equal(order.Key.StartsWith("ended", StringComparison.Ordinal) ? 3 : 2, order.Value));
        return rows.Keys.Order(StringComparer.Ordinal);
    }

    private static async Task<IEnumerable<string>> NotificationsAsync(InventoryApp app)
    {
        string[] notes = [.. (await app.Get<NotificationStore>().ListAsync(1000, null, CancellationToken.None)).Items
            .Select(note => note.Subject).Order(StringComparer.Ordinal)];
        int rows = 0;
        await foreach (TableEntity row in app.Get<TableServiceClient>().GetTableClient(NotificationStore.TableName).QueryAsync<TableEntity>())
        {
            rows++;
        }

        Assert.Equal(2 * notes.Length, rows);
        return notes;
    }

    private static async Task<IEnumerable<string>> PurchaseOrdersAsync(InventoryApp app) =>
        (await app.Get<PurchaseOrderStore>().ListAsync(null, 1000, null, CancellationToken.None)).Items.Select(order => order.ProductId).Order(StringComparer.Ordinal);
}
