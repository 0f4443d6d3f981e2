using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Recovery;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Recovery;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Recovery;

public sealed class ItemHistoryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task History_OfAnItem_SaysWhoChangedWhatFromWhatToWhatAndWhichOrders()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        await app.PutAsync(new InventoryItem { ItemId = "tv", Name = "TV", Stock = 10, Price = 5 });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Get<ReservationStore>().ReserveAsync(new ReserveCommand("order-1", "tv", 4, null), CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Get<ReservationStore>().EndAsync("order-1", "tv", ReservationEnd.Confirm, CancellationToken.None);

        ListPage<HistoryEntry> history = await app.Get<ItemHistory>().ReadAsync("tv", 10, null, CancellationToken.None);

        Assert.Null(history.Continuation);
        Assert.Equal([HistoryAction.OrdersOnly, HistoryAction.Changed, HistoryAction.Created], history.Items.Select(entry => entry.Action));
        Assert.Equal(new FieldChange("stock", 10, 6), Assert.Single(history.Items[1].Changes));
        Assert.Equal(("order-1", 4), (history.Items[1].Orders.Single().OrderId, history.Items[1].Orders.Single().Quantity));
        Assert.Equal(2, history.Items[1].Version);
        Assert.Equal(ReservationState.Confirmed, history.Items[0].Orders.Single().To);
        Assert.Equal(new ChangeCause(ChangeCauseKind.Request, "test"), history.Items[2].Cause);
        Assert.Contains(new FieldChange("price", null, 5m), history.Items[2].Changes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task History_JournaledAndWaitingOverWeeks_ComesWholeAndNewestFirstInPages(int pageSize)
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite);
        List<long> versions = [];
        for (int i = 1; i <= 24; i++)
        {
            await app.PutAsync(new InventoryItem { ItemId = "tv", Stock = i });
            await app.PutAsync(new InventoryItem { ItemId = "radio", Stock = i });
            versions.Add(i);
            if (i is 10 or 20)
            {
                await RestoreRun.JournalAsync(app, remove: i == 10);
            }

            app.Clock.Advance(TimeSpan.FromHours(30));
        }

        List<long> read = [];
        string? continuation = null;
        do
        {
            ListPage<HistoryEntry> page = await app.Get<ItemHistory>().ReadAsync("tv", pageSize, continuation, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, pageSize);
            read.AddRange(page.Items.Select(entry => entry.Version!.Value));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        versions.Reverse();
        Assert.Equal(versions, read);
    }

    [Fact]
    public async Task History_ShardOfManyChanges_ComesWholeInShortPages()
    {
        await using ImportApp app = await ImportApp.StartAsync(azurite, shards: 1);
        List<long> versions = [];
        for (int i = 1; i <= 12; i++)
        {
            await app.PutAsync(new InventoryItem { ItemId = i % 6 == 0 ? "tv" : "radio", Stock = i });
            app.Clock.Advance(TimeSpan.FromHours(30));
        }

        await RestoreRun.JournalAsync(app);
        ItemHistory history = new(app.Store, app.Get<InventoryJournal>(), app.Clock) { RowsPerCall = 3 };
        List<int> pages = [];
        string? continuation = null;
        do
        {
            ListPage<HistoryEntry> page = await history.ReadAsync("tv", 10, continuation, CancellationToken.None);
            pages.Add(page.Items.Count);
            versions.AddRange(page.Items.Select(entry => entry.Version!.Value));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal([2L, 1L], versions);
        Assert.InRange(pages.Count, 4, 12);
        Assert.Contains(0, pages);
    }
}
