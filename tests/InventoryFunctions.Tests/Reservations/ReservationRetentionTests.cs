using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;
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

    [Fact]
    public async Task RemoveEnded_ManyRowsOfAShard_ReadsNoneTwice()
    {
        TestReservations reservations = await TestReservations.CreateAsync(azurite, shards: 1);
        await reservations.AddAsync("tv", 1_000);
        await Task.WhenAll(Enumerable.Range(0, 320).Select(i => reservations.ReserveAsync($"order-{i}", "tv", 1)));
        await Task.WhenAll(Enumerable.Range(0, 320).Where(i => i % 2 == 0).Select(i => reservations.EndAsync($"order-{i}", "tv", ReservationEnd.Confirm)));
        reservations.Clock.Advance(ReservationRetention.KeptFor + TimeSpan.FromMinutes(1));
        StorageTraffic traffic = new();
        ReservationRetention retention = new(
            reservations.Inventory.TableThrough(traffic), 1, TableLimits.Azure, reservations.Clock, NullLogger<ReservationRetention>.Instance);

        Assert.Equal(160, await retention.RemoveEndedAsync(CancellationToken.None));

        string[] reads = [.. traffic.Calls.Where(call => call.Method == "GET").Select(call => call.Path)];
        Assert.InRange(reads.Length, 2, 4);
        Assert.Equal(reads.Length, reads.Distinct().Count());
    }
}
