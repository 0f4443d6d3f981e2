using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

public sealed class EndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Hold = TestInventory.Noon.AddHours(1);

    [Theory]
    [InlineData(ReservationEnd.Confirm, ReservationState.Confirmed, 7)]
    [InlineData(ReservationEnd.Release, ReservationState.Released, 10)]
    [InlineData(ReservationEnd.Expire, ReservationState.Expired, 10)]
    public async Task End_OpenReservation_EndsOnceAndIsRecordedOnce(ReservationEnd end, ReservationState state, int stock)
    {
        TestReservations reservations = await ReservedAsync();

        ReservationEnding first = await reservations.EndAsync("order", "tv", end);
        ReservationEnding second = await reservations.EndAsync("order", "tv", end);

        Reservation ended = Assert.IsType<ReservationEnding.Ended>(first).Reservation;
        Assert.Equal((state, Hold, 3, 0), (ended.State, ended.EndedAt, ended.Quantity, ended.Unreturned));
        Assert.Equal(new ReservationEnding.Ended(ended, Changed: true), first);
        Assert.Equal(new ReservationEnding.Ended(ended, Changed: false), second);
        Assert.Equal(stock, await reservations.StockAsync("tv"));
        Assert.Equal(ended, Assert.Single(await reservations.RowsAsync("tv")));
        ChangeSet set = (await reservations.ChangesAsync("tv"))[^1];
        Assert.Equal([new ReservationChange("order", "tv", 3, ReservationState.Open, state, Hold)], set.Reservations);
        Assert.Equal(stock == 7 ? 0 : 1, set.Items.Count);
        Assert.Equal(3, (await reservations.ChangesAsync("tv")).Count);
    }

    [Fact]
    public async Task End_InAnotherWayThanItEnded_IsRefused()
    {
        TestReservations reservations = await ReservedAsync();
        await reservations.EndAsync("order", "tv", ReservationEnd.Confirm);

        Assert.Equal(new ReservationEnding.Refused(ReservationState.Confirmed), await reservations.EndAsync("order", "tv", ReservationEnd.Release));
        Assert.Equal(new ReservationEnding.Refused(ReservationState.Confirmed), await reservations.EndAsync("order", "tv", ReservationEnd.Expire));

        Assert.Equal(7, await reservations.StockAsync("tv"));
    }

    [Fact]
    public async Task End_ExpiryBeforeTheHoldIsOver_IsRefused()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        await reservations.ReserveAsync("order", "tv", 3, Hold);

        Assert.Equal(new ReservationEnding.Refused(ReservationState.Open), await reservations.EndAsync("order", "tv", ReservationEnd.Expire));
    }

    [Fact]
    public async Task End_LineThatWasRefusedOrNeverDecided_ChangesNothing()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 1);
        await reservations.ReserveAsync("refused", "tv", 2);

        Assert.Equal(new ReservationEnding.Refused(ReservationState.Refused), await reservations.EndAsync("refused", "tv", ReservationEnd.Release));
        Assert.IsType<ReservationEnding.NotFound>(await reservations.EndAsync("unheard-of", "tv", ReservationEnd.Release));

        Assert.Equal(1, await reservations.StockAsync("tv"));
    }

    [Fact]
    public async Task End_OfItemMarkedOutOfStock_BringsItBackInStock()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 3);
        await reservations.ReserveAsync("order", "tv", 3);
        StoredItem empty = (await reservations.Inventory.Store.FindAsync("tv", CancellationToken.None))!;
        await reservations.Inventory.CommitAsync(
            new PlannedChange(empty, empty.Item.NextVersion(TestInventory.Noon) with { Status = StockStatus.OutOfStock }));

        await reservations.EndAsync("order", "tv", ReservationEnd.Release);

        InventoryItem item = await reservations.ItemAsync("tv");
        Assert.Equal((3, StockStatus.InStock), (item.Stock, item.Status));
    }

    [Fact]
    public async Task End_ItemIsGone_SaysWhatCouldNotGoBack()
    {
        TestReservations reservations = await ReservedAsync();
        StoredItem item = (await reservations.Inventory.Store.FindAsync("tv", CancellationToken.None))!;
        await reservations.Inventory.CommitAsync(new PlannedChange(item, null));

        ReservationEnding ending = await reservations.EndAsync("order", "tv", ReservationEnd.Release);

        Assert.Equal(3, Assert.IsType<ReservationEnding.Ended>(ending).Reservation.Unreturned);
        Assert.Equal(3, Assert.Single((await reservations.ChangesAsync("tv"))[^1].Reservations).Unreturned);
        Assert.IsType<ReservationEnding.Ended>(await reservations.EndAsync("order", "tv", ReservationEnd.Release));
        Assert.Equal(3, Assert.Single(await reservations.RowsAsync("tv")).Unreturned);
    }

    [Fact]
    public async Task End_ConfirmAndExpireThroughTwoStoresAtOnce_OneWins()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 100);
        for (int order = 0; order < 20; order++)
        {
            await reservations.ReserveAsync($"order-{order}", "tv", 1, Hold);
        }

        reservations.Clock.Advance(TimeSpan.FromHours(1));
        InventoryFunctions.Reservations.ReservationStore other = reservations.AnotherStore();
        ReservationEnding[] endings = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(order => new[]
        {
            reservations.EndAsync($"order-{order}", "tv", ReservationEnd.Confirm),
            other.EndAsync($"order-{order}", "tv", ReservationEnd.Expire, CancellationToken.None),
        }));

        Assert.All(endings.Chunk(2), pair => Assert.Single(pair, ending => ending is ReservationEnding.Ended { Changed: true }));
        IReadOnlyList<Reservation> rows = await reservations.RowsAsync("tv");
        Assert.Equal(100 - rows.Count(row => row.State == ReservationState.Confirmed), await reservations.StockAsync("tv"));
        Assert.Equal(20, rows.Count(row => row.State is ReservationState.Confirmed or ReservationState.Expired));
    }

    private async Task<TestReservations> ReservedAsync()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        await reservations.ReserveAsync("order", "tv", 3, Hold);
        reservations.Clock.Advance(TimeSpan.FromHours(1));
        return reservations;
    }
}
