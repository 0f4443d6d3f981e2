using InventoryFunctions.Api;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationListTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task ListOpen_IdsThatLookLikeKeys_AreKeptApart()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        (string OrderId, string ItemId)[] lines = [("b:c", "a"), ("c", "a:b"), ("1:a", "1"), ("a", "1:1"), ("x", "ab"), ("2:ab:x", "reservation:2:ab")];
        foreach ((string orderId, string itemId) in lines)
        {
            await reservations.AddAsync(itemId, 10);
            await reservations.ReserveAsync(orderId, itemId, 1);
        }

        foreach ((string orderId, string itemId) in lines)
        {
            Reservation open = Assert.Single((await reservations.Store.ListOpenAsync(itemId, 10, null, CancellationToken.None)).Items);
            Assert.Equal((orderId, itemId), (open.OrderId, open.ItemId));
        }

        ListPage<Reservation> all = await reservations.Store.ListOpenAsync(null, 10, null, CancellationToken.None);
        Assert.Equal(lines.Order(), all.Items.Select(open => (open.OrderId, open.ItemId)).Order());
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("I1", 6)]
    public async Task ListOpen_PageByPage_MeetsEachOnceAndOnlyOpenOnes(string? itemId, int expected)
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 3);
        for (int item = 0; item < 5; item++)
        {
            await reservations.AddAsync($"I{item}", 7);
        }

        // Seven open ones an item and one refused; then one of each ends.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => reservations.ReserveAsync($"order-{i / 5}", $"I{i % 5}", 1)));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async item => await reservations.EndAsync(
            (await reservations.Store.ListOpenAsync($"I{item}", 1, null, CancellationToken.None)).Items[0].OrderId, $"I{item}", ReservationEnd.Confirm)));

        List<Reservation> met = [];
        string? place = null;
        do
        {
            ListPage<Reservation> page = await reservations.Store.ListOpenAsync(itemId, 4, place, CancellationToken.None);
            Assert.InRange(page.Items.Count, 0, 4);
            met.AddRange(page.Items);
            place = page.Continuation;
        }
        while (place is not null);

        Assert.Equal(expected, met.Distinct().Count());
        Assert.Equal(expected, met.Count);
        Assert.All(met, reservation => Assert.Equal(ReservationState.Open, reservation.State));
    }

    [Fact]
    public async Task ListOpen_RowsThatAreNoReservations_AreLeftOut()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        await reservations.AddAsync("tv", 10);
        for (int i = 0; i < 6; i++)
        {
            await reservations.ReserveAsync($"o{i}", "tv", 1);
        }

        foreach (int i in new[] { 0, 2, 5 })
        {
            await reservations.SpoilAsync($"o{i}", "tv");
        }

        foreach (string? itemId in new[] { "tv", null })
        {
            ListPage<Reservation> first = await reservations.Store.ListOpenAsync(itemId, 2, null, CancellationToken.None);
            ListPage<Reservation> second = await reservations.Store.ListOpenAsync(itemId, 2, first.Continuation, CancellationToken.None);
            Assert.Equal(["o1", "o3", "o4"], first.Items.Concat(second.Items).Select(open => open.OrderId));
        }
    }

    [Fact]
    public async Task ListOpenSince_SomeAreYounger_ListsTheOthers()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        await reservations.ReserveAsync("old", "tv", 1);
        reservations.Clock.Advance(TimeSpan.FromDays(1));
        await reservations.ReserveAsync("young", "tv", 1);

        ListPage<Reservation> old = await reservations.Store.ListOpenSinceAsync(reservations.Clock.GetUtcNow(), 10, null, CancellationToken.None);

        Assert.Equal("old", Assert.Single(old.Items).OrderId);
    }

    [Fact]
    public async Task ListOverdue_SomeHoldsOver_ListsThoseOnly()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 10);
        await reservations.ReserveAsync("endless", "tv", 1);
        await reservations.ReserveAsync("over", "tv", 1, TestInventory.Noon.AddMinutes(10));
        await reservations.ReserveAsync("confirmed", "tv", 1, TestInventory.Noon.AddMinutes(10));
        await reservations.ReserveAsync("held", "tv", 1, TestInventory.Noon.AddMinutes(11));
        await reservations.EndAsync("confirmed", "tv", ReservationEnd.Confirm);

        ListPage<Reservation> overdue = await reservations.Store.ListOverdueAsync(TestInventory.Noon.AddMinutes(10), 10, null, CancellationToken.None);

        Assert.Equal("over", Assert.Single(overdue.Items).OrderId);
        Assert.Null(overdue.Continuation);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("eyJzaGFyZCI6OTksImFmdGVyUm93S2V5IjpudWxsfQ")]
    [InlineData("bnVsbA")]
    public async Task List_ContinuationOfNoList_IsRefused(string continuation)
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);

        await Assert.ThrowsAsync<ApiException>(() => reservations.Store.ListOpenAsync(null, 10, continuation, CancellationToken.None));
        await Assert.ThrowsAsync<ApiException>(() => reservations.Store.ListOpenAsync("tv", 10, continuation, CancellationToken.None));
    }
}
