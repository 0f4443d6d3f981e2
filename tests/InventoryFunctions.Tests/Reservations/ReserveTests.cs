using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReserveTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "B4")]
    [Trait("Parity", "D2")]
    public async Task Reserve_EnoughStock_TakesItKeepsTheReservationAndRecordsBothTogether()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        InventoryItem before = (await reservations.AddAsync("tv", 10)).Item;
        DateTimeOffset hold = TestInventory.Noon.AddHours(1);

        LineDecision decision = await reservations.ReserveAsync("order", "tv", 3, hold);

        Assert.Equal(new LineDecision.Reserved(3, hold), decision);
        InventoryItem after = await reservations.ItemAsync("tv");
        Assert.Equal(before with { Stock = 7, Version = 2, LastUpdated = before.NextTime(before.LastUpdated) }, after);
        Reservation row = Assert.Single(await reservations.RowsAsync("tv"));
        Assert.Equal(
            new Reservation
            {
                OrderId = "order", ItemId = "tv", Quantity = 3, State = ReservationState.Open, DecidedAt = TestInventory.Noon, HoldUntil = hold,
            },
            row);
        Assert.Equal(row, await reservations.Store.FindAsync("order", "tv", CancellationToken.None));
        ChangeSet set = (await reservations.ChangesAsync("tv"))[^1];
        Assert.Equal((new ChangeCause(ChangeCauseKind.Reservations, "order"), after.LastUpdated), (set.Cause, set.Time));
        Assert.Equal([new ItemChange(before, after)], set.Items);
        Assert.Equal([new ReservationChange("order", "tv", 3, null, ReservationState.Open, hold)], set.Reservations);
    }

    [Theory]
    [Trait("Parity", "B4")]
    [InlineData(2, UnavailableReason.Insufficient)]
    [InlineData(0, UnavailableReason.OutOfStock)]
    public async Task Reserve_NotEnough_SaysWhatThereIsAndChangesNothing(int stock, UnavailableReason reason)
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        InventoryItem before = (await reservations.AddAsync("tv", stock)).Item;

        LineDecision decision = await reservations.ReserveAsync("order", "tv", 3);

        Assert.Equal(new LineDecision.Unavailable(reason, stock, 5), decision);
        Assert.Equal(before, await reservations.ItemAsync("tv"));
        Assert.Equal((ReservationState.Refused, decision), (Assert.Single(await reservations.RowsAsync("tv")) is var row ? row.State : default, row.Decision));
        Assert.Single(await reservations.ChangesAsync("tv"));
    }

    [Fact]
    [Trait("Parity", "D3")]
    public async Task Reserve_UnknownProduct_IsUnavailableAndStaysSoForThatOrder()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        LineDecision.Unavailable unknown = new(UnavailableReason.UnknownProduct, 0, 0);

        Assert.Equal(unknown, await reservations.ReserveAsync("first", "tv", 3));
        await reservations.AddAsync("tv", 10);
        Assert.Equal(unknown, await reservations.ReserveAsync("first", "tv", 3));
        Assert.Equal(new LineDecision.Reserved(3, null), await reservations.ReserveAsync("second", "tv", 3));
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Reserve_TheSameLineAgain_AnswersWhatWasDecidedFirst()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        LineDecision reserved = await reservations.ReserveAsync("order", "tv", 8);
        LineDecision refused = await reservations.ReserveAsync("late", "tv", 3);
        await reservations.EndAsync("order", "tv", ReservationEnd.Release);

        Assert.Equal(reserved, await reservations.ReserveAsync("order", "tv", 8));
        Assert.Equal(refused, await reservations.ReserveAsync("late", "tv", 3));
        Assert.Equal(reserved, await reservations.AnotherStore().ReserveAsync(new ReserveCommand("order", "tv", 1), CancellationToken.None));

        Assert.Equal(10, await reservations.StockAsync("tv"));
        Assert.Equal(2, (await reservations.RowsAsync("tv")).Count);
    }

    [Fact]
    [Trait("Parity", "D4")]
    public async Task Reserve_EveryLineDeliveredFourTimesAtOnce_IsDecidedOnce()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 100);
        ReservationStore other = reservations.AnotherStore();

        LineDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 160).Select(delivery =>
            (delivery % 2 == 0 ? reservations.Store : other).ReserveAsync(new ReserveCommand($"order-{delivery / 4}", "tv", 1), CancellationToken.None)));

        Assert.All(decisions, decision => Assert.Equal(new LineDecision.Reserved(1, null), decision));
        Assert.Equal(60, await reservations.StockAsync("tv"));
        Assert.Equal(40, (await reservations.RowsAsync("tv")).Count);
    }

    [Fact]
    public async Task Reserve_StockThatSomebodyElseBroughtBack_IsSeen()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 5);
        await reservations.ReserveAsync("first", "tv", 5);
        await reservations.ReserveAsync("refused", "tv", 1);

        ReservationStore other = reservations.AnotherStore();
        await other.EndAsync("first", "tv", ReservationEnd.Release, CancellationToken.None);

        Assert.Equal(new LineDecision.Reserved(1, null), await reservations.ReserveAsync("second", "tv", 1));
    }

    [Fact]
    public async Task Reserve_StockThatSomebodyElseTook_IsNotGivenAgain()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 5);
        await reservations.ReserveAsync("first", "tv", 1);

        await reservations.AnotherStore().ReserveAsync(new ReserveCommand("second", "tv", 3), CancellationToken.None);

        Assert.Equal(new LineDecision.Unavailable(UnavailableReason.Insufficient, 1, 5), await reservations.ReserveAsync("third", "tv", 2));
    }

    [Theory]
    [Trait("Parity", "D12")]
    [InlineData("order", "tv", 0)]
    [InlineData("order", "tv", -1)]
    [InlineData("order", "tv", int.MaxValue)]
    [InlineData("a/b", "tv", 1)]
    [InlineData("order", "", 1)]
    public async Task Reserve_UnsoundCommand_IsRefused(string orderId, string itemId, int quantity)
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);

        await Assert.ThrowsAsync<ArgumentException>(() => reservations.ReserveAsync(orderId, itemId, quantity));

        Assert.Equal(10, await reservations.StockAsync("tv"));
        Assert.Empty(await reservations.RowsAsync("tv"));
    }

    [Fact]
    public async Task Reserve_UnreadableItem_IsRefusedAloneInItsGroup()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        await reservations.AddAsync("radio", 10);
        await reservations.AddAsync("tv", 10);
        await reservations.Inventory.SpoilAsync("radio", "Stock", "ten");

        Task<LineDecision>[] radios = [.. Enumerable.Range(0, 10).Select(i => reservations.ReserveAsync($"order-{i}", "radio", 1))];
        Task<LineDecision>[] sets = [.. Enumerable.Range(0, 10).Select(i => reservations.ReserveAsync($"order-{i}", "tv", 1))];

        Assert.All(await Task.WhenAll(sets), decision => Assert.IsType<LineDecision.Reserved>(decision));
        Assert.All(await Task.WhenAll(radios), decision => Assert.Equal(LineDecision.Unavailable.Unreadable, decision));
        Assert.All(await reservations.RowsAsync("radio"), row => Assert.Equal(ReservationState.Refused, row.State));
        Assert.Equal(LineDecision.Unavailable.Unreadable, await reservations.ReserveAsync("order-0", "radio", 1));
    }

    [Fact]
    public async Task Reserve_ItemMarkedOutOfStock_IsUnavailableUntilStockComesBack()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        StoredItem item = await reservations.AddAsync("tv", 0);
        await reservations.Inventory.CommitAsync(
            new PlannedChange(item, item.Item.NextVersion(TestInventory.Noon) with { Status = StockStatus.OutOfStock }));

        Assert.Equal(new LineDecision.Unavailable(UnavailableReason.OutOfStock, 0, 5), await reservations.ReserveAsync("first", "tv", 1));

        StoredItem present = (await reservations.Inventory.Store.FindAsync("tv", CancellationToken.None))!;
        await reservations.Inventory.CommitAsync(TestInventory.Restock(present));
        Assert.Equal(new LineDecision.Reserved(1, null), await reservations.ReserveAsync("second", "tv", 1));
    }
}
