using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Reservations;

public sealed class ReservationRetentionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task RemoveEnded_LinesOfEveryState_RemovesThoseThatEndedADayAgo()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite);
        await reservations.AddAsync("tv", 250);
        await Task.WhenAll(Enumerable.Range(0, 230).Select(i => reservations.ReserveAsync($"order-{i}", "tv", 1)));
        await reservations.ReserveAsync("refused", "tv", 100);
        await Task.WhenAll(Enumerable.Range(0, 220).Select(i =>
            reservations.EndAsync($"order-{i}", "tv", i % 2 == 0 ? ReservationEnd.Confirm : ReservationEnd.Release)));
        ReservationRetention retention = new(
            reservations.Inventory.Table, reservations.Inventory.Store.ShardCount, TableLimits.Azure, reservations.Clock,
            NullLogger<ReservationRetention>.Instance);

        reservations.Clock.Advance(ReservationRetention.KeptFor);
        Assert.Equal(0, await retention.RemoveEndedAsync(CancellationToken.None));
        await reservations.EndAsync("order-220", "tv", ReservationEnd.Release);
        reservations.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(221, await retention.RemoveEndedAsync(CancellationToken.None));
        Assert.Equal(0, await retention.RemoveEndedAsync(CancellationToken.None));

        IReadOnlyList<Reservation> left = await reservations.RowsAsync("tv");
        Assert.Equal(
            Enumerable.Range(220, 10).Select(i => $"order-{i}"), left.Select(row => row.OrderId).Order());
        Assert.Equal(9, left.Count(row => row.State == ReservationState.Open));
        Assert.Equal(250 - 110 - 9, await reservations.StockAsync("tv"));
        Assert.IsType<ReservationEnding.NotFound>(await reservations.EndAsync("order-0", "tv", ReservationEnd.Confirm));
    }
}
